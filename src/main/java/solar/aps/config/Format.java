package solar.aps.config;

/**
 * What a setting's text means.
 *
 * @param <T> the type of the setting
 */
@FunctionalInterface
public interface Format<T> {
  /**
   * @param text not blank, without white space around it
   * @throws BadTextException if the text has no meaning here
   */
  T parse(String text) throws BadTextException;
}
