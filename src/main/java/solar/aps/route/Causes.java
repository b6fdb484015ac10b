package solar.aps.route;

/** What stands behind exceptions that libraries wrap several times. */
final class Causes {
  private Causes() {}

  /** The innermost cause; the exception itself where it has none. */
  static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
