package solar.aps.config;

/**
 * A key and its value as someone wrote them.
 *
 * @param origin the file, the environment variable or the like in which they stand
 * @param key the key in the writer's spelling
 * @param text the value, untouched
 */
record Entry(String origin, String key, String text) {

  /** One line about what is wrong with the value, which is shown unless it is a secret. */
  String fault(boolean secret, BadTextException problem) {
    String shown = secret ? " (not shown)" : "=" + Shown.of(text.strip());
    return origin + ": " + Shown.of(key) + shown + " " + problem.getMessage();
  }

  /** Leaves out the value: it may be a secret. */
  @Override
  public String toString() {
    return origin + ": " + key;
  }
}
