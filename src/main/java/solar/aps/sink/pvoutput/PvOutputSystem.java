package solar.aps.sink.pvoutput;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The system as PVOutput has it
 * (https://pvoutput.org/help/api_specification.html#get-system-service).
 *
 * @param name its name
 * @param statusInterval the minutes of its slots, if given
 * @param zone its time zone, if given
 * @param donor whether its owner has donated, if given
 */
record PvOutputSystem(
    String name, OptionalInt statusInterval, Optional<ZoneId> zone, Optional<Boolean> donor) {
  private static final int LEAST_FIELDS = 16;
  private static final int SIZE_FIELD = 1;
  private static final int ZONE_FIELD = 16;
  private static final int DONATIONS_SECTION = 2;

  /** PVOutput did not show the system; the message says what it did instead, and what to do. */
  static final class NotToldException extends Exception {
    private static final long serialVersionUID = 1L;

    private NotToldException(String message) {
      super(message);
    }
  }

  /**
   * Asks PVOutput, with the key and the system id of the settings; sends no status.
   *
   * @throws NotToldException if PVOutput cannot be reached or refuses
   */
  static PvOutputSystem ask(Calls calls) throws NotToldException {
    PvOutputAnswer answer = calls.send("getsystem.jsp", "donations=1&tz=1", "");
    String[] sections = answer.body().split(";", -1);
    String[] system = sections[0].split(",", -1);
    if (answer.status() != 200 || system.length < LEAST_FIELDS || !isNumber(system[SIZE_FIELD])) {
      throw new NotToldException(refusal(answer));
    }
    return new PvOutputSystem(
        system[0],
        answer.statusInterval(),
        system.length > ZONE_FIELD ? zone(system[ZONE_FIELD].strip()) : Optional.empty(),
        sections.length > DONATIONS_SECTION
            ? donor(sections[DONATIONS_SECTION].strip())
            : Optional.empty());
  }

  /** A page of something else than PVOutput may have many commas, too. */
  private static boolean isNumber(String field) {
    return field.strip().matches("\\d+");
  }

  private static Optional<Boolean> donor(String donations) {
    return isNumber(donations) ? Optional.of(!donations.matches("0+")) : Optional.empty();
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String refusal(PvOutputAnswer answer) {
    String words = answer.words();
    if (answer.status() == 0) {
      return "PVOutput cannot be reached (%s). Check pvoutput.url and this machine's way to the internet"
          .formatted(words);
    }
    return switch (answer.refusal()) {
      case SETTINGS ->
          "PVOutput refuses the settings (%s). Check pvoutput.api-key and pvoutput.system-id against the Settings page of pvoutput.org"
              .formatted(words);
      case LIMIT_SPENT ->
          "PVOutput's limit of requests an hour is spent (%s). Check again after the full hour"
              .formatted(words);
      default ->
          "PVOutput answered \"%s\" instead of the system's settings. Check pvoutput.url, and try again later"
              .formatted(words);
    };
  }
}
