package solar.aps;

/** x. */
public final class ApsSolar {
  private ApsSolar() {}

  /** x. */
  public static void main(String[] args) {
    System.out.println("hi");
  }
}
