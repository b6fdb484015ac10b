package solar.aps.config;

import java.util.List;

/** The settings cannot be used; the message has one line for each fault. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param faults one line each, at least one
   */
  public SettingsException(List<String> faults) {
    super(String.join("\n", faults));
  }

  /** Everything that is wrong, one line each: where, which key, what was found, what to do. */
  public List<String> faults() {
    return getMessage().lines().toList();
  }
}
