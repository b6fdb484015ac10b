package solar.aps.source.page;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import solar.aps.config.Settings;
import solar.aps.generation.EcuReading;
import solar.aps.http.HttpPolicy;
import solar.aps.source.Doors;
import solar.aps.source.EcuKeys;
import solar.aps.source.Sighting;

/** Looks whether an address has an ECU with a readings page. */
final class PageLook {
  private PageLook() {}

  static Optional<Sighting> at(Settings settings, ProducerTemplate camel) {
    String host = settings.get(EcuKeys.HOST);
    if (!Doors.isOpen(EcuKeys.hostAlone(settings), PageKeys.port(settings), Doors.KNOCK)) {
      return Optional.empty();
    }
    Duration timeout = settings.get(EcuKeys.TIMEOUT);
    return pages(PageKeys.paths(settings), host, timeout, camel)
        .flatMap(page -> inverters(page).stream())
        .findFirst()
        .map(inverters -> Sighting.ofEcu(id(host, timeout, camel), inverters));
  }

  private static String id(String host, Duration timeout, ProducerTemplate camel) {
    return pages(HomePage.PATHS, host, timeout, camel)
        .flatMap(page -> HomePage.ecuId(page).stream())
        .findFirst()
        .orElse(null);
  }

  /** The pages that are there, each asked for when it is its turn. */
  private static Stream<byte[]> pages(
      List<String> paths, String host, Duration timeout, ProducerTemplate camel) {
    return paths.stream()
        .map(path -> camel.request(HttpPolicy.get("http://" + host + path, timeout), get -> {}))
        .filter(answer -> answer.getException() == null)
        .map(Exchange::getMessage)
        .flatMap(answer -> Stream.ofNullable(answer.getBody(byte[].class)));
  }

  private static Optional<Integer> inverters(byte[] page) {
    try {
      EcuReading reading = EcuPage.read(page, "", ZonedDateTime.now());
      return Optional.of(
          (int)
              reading.panels().stream()
                  .map(panel -> panel.panelId().split("-", 2)[0])
                  .distinct()
                  .count());
    } catch (EcuPageException e) {
      return Optional.empty();
    }
  }
}
