package solar.aps.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTextTest {
  @Test
  void theExampleIsThatOfTheProject() throws Exception {
    assertThat(SettingsText.example())
        .isEqualTo(Files.readString(Path.of("application.properties.example")));
  }

  @Test
  void aKeyIsSetInItsPlaceAndNothingElseChanges() {
    String text = SettingsText.of(Map.of("poll.interval", "10m"));

    assertThat(text)
        .isEqualTo(SettingsText.example().replace("# poll.interval=5m", "poll.interval=10m"));
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws Exception {
    Map<String, String> texts =
        Map.of(
            "ecu.host", "ecu.local:8080",
            "mqtt.password", "a\\b=c #d!é\\u0041$1",
            "sink.my key", "C:\\temp\\new",
            "garage.ecu.host", "192.168.1.9");
    Properties read = new Properties();
    read.load(new StringReader(SettingsText.of(texts)));

    assertThat(read).isEqualTo(texts);
  }
}
