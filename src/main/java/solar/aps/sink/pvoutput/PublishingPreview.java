package solar.aps.sink.pvoutput;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import solar.aps.generation.GenerationSummary;

/** The request that would publish a reading, with a mask for the API key. */
final class PublishingPreview {
  private final PvOutputSettings settings;
  private final Clock clock;

  PublishingPreview(PvOutputSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  static String nothing(String why) {
    return "publish nothing (" + why + ")";
  }

  /** What publishing the summary would do. */
  String of(GenerationSummary summary) {
    if (summary.receivedCount() == 0) {
      return nothing(PvOutputSink.NIGHT);
    }
    int interval = settings.statusInterval().orElse(Publisher.USUAL_INTERVAL);
    Status status = Status.of(summary, clock.instant(), settings, interval);
    Request request = Request.of(List.of(status), true);
    return "%ssend:\nPOST %s%s%s\n%s\n\n%s"
        .formatted(
            settings.statusInterval().isPresent()
                ? ""
                : "ask PVOutput (getsystem.jsp) for the status interval (5 minutes are taken here) and ",
            settings.url(),
            Request.FOLDER,
            request.page(),
            headers(),
            request.body());
  }

  private String headers() {
    Map<String, String> headers = Request.headers(settings);
    headers.put(Request.KEY_HEADER, settings.apiKey().toString());
    return headers.entrySet().stream()
        .map(header -> header.getKey() + ": " + header.getValue())
        .collect(Collectors.joining("\n"));
  }
}
