package solar.aps.config;

/**
 * A value that must not be seen: its text form is a mask.
 *
 * @param value the secret itself
 */
public record Secret(String value) {
  static final String MASK = "****";

  @Override
  public String toString() {
    return value.isEmpty() ? "" : MASK;
  }
}
