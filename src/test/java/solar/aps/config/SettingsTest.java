package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What anybody who declares keys can rely on. */
class SettingsTest {
  private static final Key<Boolean> LAMP = Key.of("lamp.on", Formats::yesOrNo).withDefault("false");
  private static final Key<Duration> PAUSE =
      Key.of("lamp.pause", Durations.between(Duration.ofSeconds(1), Duration.ofMinutes(1)));
  private static final Key<Secret> WORD =
      Key.secret("lamp.word", Addresses.host("no path")).neededBy(LAMP, "a word");
  private static final List<Key<?>> KEYS = List.of(LAMP, PAUSE, WORD);

  @Test
  void aKeyHasItsValueOrItsDefault() throws Exception {
    assertThat(load().get(LAMP)).isFalse();
    assertThat(load("lamp.pause", "5s").get(PAUSE)).hasSeconds(5);
  }

  @Test
  void aKeyWithoutAValueAndADefaultIsNotFound() throws Exception {
    assertThat(load().find(PAUSE)).isEmpty();
    assertThatThrownBy(() -> load().get(PAUSE))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("lamp.pause has no value and no default");
  }

  @Test
  void anotherValueIsInTheCopyAloneAndNeedsNoBounds() throws Exception {
    Settings settings = load("lamp.pause", "5s", "sink.token", "s3cr3t");
    Settings hasty = settings.with(PAUSE, Duration.ofMillis(1));

    assertThat(hasty.get(PAUSE)).hasMillis(1);
    assertThat(hasty.camelProperties()).containsOnlyKeys("sink.token");
    assertThat(settings.get(PAUSE)).hasSeconds(5);
  }

  @Test
  void aSecretIsMaskedBecauseItIsDeclaredOne() throws Exception {
    Settings settings = load("lamp.word", "abracadabra");

    assertThat(settings.get(WORD).value()).isEqualTo("abracadabra");
    assertThat(settings.masked("say abracadabra, or not")).isEqualTo("say ****, or not");
    assertThat(settings.with(WORD, new Secret("sesame")).masked("open sesame"))
        .isEqualTo("open ****");
    assertThat(settings.toString()).contains("lamp.word=****").doesNotContain("abracadabra");
    assertThatThrownBy(() -> load("lamp.word", "abra cadabra"))
        .hasMessageStartingWith("command line: lamp.word (not shown) is not a host")
        .hasMessageNotContaining("cadabra");
  }

  @Test
  void aKeyThatAnotherOneNeedsMustBeSetWhenThatIsOn() throws Exception {
    assertThat(load("lamp.on", "no").find(WORD)).isEmpty();
    assertThatThrownBy(() -> load("lamp.on", "yes"))
        .hasMessage(
            "settings: lamp.word is not set or blank: lamp.on needs a word; set it in the settings"
                + " file or the environment variable LAMP_WORD");
  }

  private static Settings load(String... keysAndValues) throws SettingsException {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return SettingsLoader.load(KEYS, Optional.empty(), Map.of(), values);
  }
}
