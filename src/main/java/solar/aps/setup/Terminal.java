package solar.aps.setup;

/** Somebody who answers. */
public interface Terminal {
  /**
   * Shows the prompt, and waits for a line.
   *
   * @return null when there will be none, as after Ctrl-D
   */
  String ask(String prompt);

  /** As {@link #ask}, and what is typed is not shown. */
  String askSecretly(String prompt);
}
