package solar.aps.web.api;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import solar.aps.check.Words;

/** How it is, in words for people: what is well in few of them, what is not with its beginning. */
final class Sentence {
  /** More panels than these are counted, and not named. */
  private static final int NAMED = 2;

  /** With less than this from the best panel, in W, panels are about to sleep, or just awake. */
  private static final int WEAK_LIGHT = 10;

  private Sentence() {}

  /** About all ECUs, each with its name where there are several. */
  static String of(Now now) {
    if (now.ecus().isEmpty()) {
      return "No reading yet; others hand them over.";
    }
    return now.ecus().stream()
        .map(ecu -> (ecu.seen().ecu() == null ? "" : ecu.seen().ecu() + ": ") + of(ecu))
        .collect(joining(" "));
  }

  private static String of(EcuNow ecu) {
    return switch (ecu.state()) {
      case STARTING -> "No reading yet; the first is on its way.";
      case NIGHT -> join(Stream.concat(Stream.of("Night: no panel gives power."), ill(ecu)));
      case LATE -> late(ecu);
      case DAY ->
          join(Stream.of(Stream.of(count(ecu)), silent(ecu), ill(ecu)).flatMap(words -> words));
    };
  }

  private static String join(Stream<String> sentences) {
    return sentences.collect(joining(" "));
  }

  private static String late(EcuNow ecu) {
    String since =
        ecu.seen()
            .readAt()
            .map(ecu::time)
            .map(
                at ->
                    "No reading since %s%s"
                        .formatted(
                            PanelNow.MINUTE.format(at),
                            at.toLocalDate().equals(ecu.time(ecu.now()).toLocalDate())
                                ? ""
                                : " of " + at.toLocalDate()))
            .orElse("No reading yet");
    return since + ecu.seen().problem().map(why -> ": " + why).orElse("") + ".";
  }

  private static String count(EcuNow ecu) {
    int all =
        ecu.seen().expected() == null ? ecu.seen().silentSince().size() : ecu.seen().expected();
    String weak = isWeak(ecu) ? ", in weak light." : ".";
    return "%d of %s%s".formatted(ecu.received(), Words.count(all, "panel"), weak);
  }

  private static boolean isWeak(EcuNow ecu) {
    return ecu.panels().stream()
        .noneMatch(panel -> panel.watts() != null && panel.watts() >= WEAK_LIGHT);
  }

  private static Stream<String> silent(EcuNow ecu) {
    List<PanelNow> silent =
        ecu.panels().stream()
            .filter(PanelNow::isSilent)
            .sorted(Comparator.comparing(PanelNow::silentSince))
            .toList();
    if (silent.isEmpty() || isWeak(ecu)) {
      return Stream.empty();
    }
    if (silent.size() <= NAMED) {
      return silent.stream()
          .map(
              panel ->
                  "%s has been silent since %s."
                      .formatted(panel.title(), PanelNow.MINUTE.format(panel.silentSince())));
    }
    return Stream.of(
        "%d have been silent, the longest since %s."
            .formatted(silent.size(), PanelNow.MINUTE.format(silent.get(0).silentSince())));
  }

  private static Stream<String> ill(EcuNow ecu) {
    List<PanelNow> ill = ecu.panels().stream().filter(PanelNow::isIll).toList();
    if (ill.size() <= NAMED) {
      return ill.stream().map(panel -> panel.title() + " " + panel.illness() + ".");
    }
    return Stream.of(ill.size() + " gave far less than their usual share yesterday.");
  }
}
