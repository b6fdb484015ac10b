package solar.aps.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Everything a user can set, checked and typed. The keys, their defaults and their meaning stand in
 * {@code application.properties.example}.
 *
 * @param ecu where the readings come from
 * @param pollInterval the time between the starts of two polls
 * @param timeZone the zone of the ECU's clock and of the PVOutput system
 * @param panels how many panels there are, and what to do when some are silent
 * @param consoleFormat what goes to standard output
 * @param jsonFile the file that gets a JSON line a reading; {@code {date}} in its name stands for
 *     the local date; empty: none
 * @param pvOutput publishing to PVOutput
 * @param deadLetterDir where failures are kept
 * @param dataDir where statuses wait for PVOutput
 * @param sinksDir the folder of sinks written in YAML; empty: none
 * @param management where health and metrics are served; empty: nowhere
 * @param sinkTimeout how long a poll waits for its sinks; a slower one goes on by itself
 */
public record Settings(
    Ecu ecu,
    Duration pollInterval,
    ZoneId timeZone,
    Panels panels,
    ConsoleFormat consoleFormat,
    Optional<Path> jsonFile,
    PvOutput pvOutput,
    Path deadLetterDir,
    Path dataDir,
    Optional<Path> sinksDir,
    Optional<Management> management,
    Duration sinkTimeout) {

  /**
   * @param host host or host:port of the ECU
   * @param path the page that is asked for first
   * @param timeout for connecting and for each wait on an answer
   * @param retryDelay the pause before a failed poll is tried again
   * @param maxAge how long a row's reporting time may stand still; zero: for ever
   */
  public record Ecu(
      String host, String path, Duration timeout, Duration retryDelay, Duration maxAge) {
    /** The paths under which ECUs are known to serve their readings, oldest firmware first. */
    static final List<String> KNOWN_PATHS =
        List.of("/cgi-bin/parameters", "/index.php/realtimedata");

    /** The paths to try: the set one, then the other known ones. */
    public List<String> paths() {
      return Stream.concat(Stream.of(path), KNOWN_PATHS.stream().filter(p -> !p.equals(path)))
          .toList();
    }
  }

  /**
   * @param scaleMissing whether the total is estimated for panels that are silent
   * @param expectedCount how many panels there are, if known; at least 1
   */
  public record Panels(boolean scaleMissing, OptionalInt expectedCount) {}

  /** The forms of the readings on standard output. */
  public enum ConsoleFormat {
    /** Lines for people. */
    TEXT,
    /** JSON objects. */
    JSON,
    /** Nothing. */
    NONE
  }

  /**
   * @param publish whether statuses are sent at all
   * @param apiKey the key of the PVOutput account; empty only when not publishing
   * @param systemId the number of the PVOutput system; empty only when not publishing
   * @param sendTemperature whether the average temperature goes along, as v5
   * @param sendVoltage whether the average voltage goes along, as v6
   * @param frequencyField the extended field for the average frequency, v7 to v12; empty: not sent
   * @param url scheme and authority of PVOutput, without a slash at the end
   * @param batchSize how many statuses one request may carry, 1 to 100; above 30 for donors only
   * @param maxAge the age at which a status is set aside, 1 to 90 days; above 14 for donors only
   * @param statusInterval the minutes of a slot, 5, 10 or 15; empty: as PVOutput has it for the
   *     system, asked at start
   */
  public record PvOutput(
      boolean publish,
      Secret apiKey,
      String systemId,
      boolean sendTemperature,
      boolean sendVoltage,
      Optional<String> frequencyField,
      URI url,
      int batchSize,
      Duration maxAge,
      OptionalInt statusInterval) {}

  /**
   * @param host the name or the address of the interface of this machine that is listened at
   * @param port the port there, 1 to 65535
   * @param allowedHosts more names by which it may be asked for, in lower case
   */
  public record Management(String host, int port, List<String> allowedHosts) {}

  /**
   * A value that must not be seen: its text form is a mask.
   *
   * @param value the secret itself
   */
  public record Secret(String value) {
    @Override
    public String toString() {
      return value.isEmpty() ? "" : "****";
    }
  }
}
