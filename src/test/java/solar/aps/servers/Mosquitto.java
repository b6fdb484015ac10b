package solar.aps.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Mosquitto that asks for a password, and keeps what is retained on its disk. */
public final class Mosquitto extends RealServer {
  public static final String USER = "aps";

  /** With what must be escaped somewhere on its way. */
  public static final String PASSWORD = "mqtt pa55&w+rd%/'\"x";

  private final Path settings;

  public Mosquitto() throws Exception {
    super("Mosquitto");
    Path passwords = folder().resolve("passwords");
    Files.writeString(passwords, USER + ":" + PASSWORD + "\n");
    run(
        List.of(
            program("/usr/bin/mosquitto_passwd", "/usr/local/bin/mosquitto_passwd"),
            "-U",
            passwords.toString()));
    settings =
        Files.writeString(
            folder().resolve("mosquitto.conf"),
            """
            listener %d 127.0.0.1
            allow_anonymous false
            password_file %s
            persistence true
            persistence_location %s/
            autosave_interval 1
            autosave_on_changes true
            %s
            """
                .formatted(port(), passwords, folder(), isRoot() ? "user root" : ""));
  }

  @Override
  List<String> command() {
    return List.of(
        program("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto"),
        "-c",
        settings.toString());
  }

  @Override
  boolean isUp() {
    return accepts();
  }

  /** Loses all that it has; to be called while it does not run. */
  public void forget() throws IOException {
    Files.deleteIfExists(folder().resolve("mosquitto.db"));
  }

  /** Its address for MQTT. */
  public String url() {
    return "mqtt://127.0.0.1:" + port();
  }
}
