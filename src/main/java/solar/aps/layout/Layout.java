package solar.aps.layout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import solar.aps.config.Key;
import solar.aps.config.Settings;

/**
 * The panels of an ECU as they lie on the roof, with the names their owner gave them. A panel is
 * known by its ID everywhere; its name is only shown beside it.
 *
 * @param places by the ID of the panel, in the order of the file
 */
public record Layout(Map<String, Place> places) {
  /** The file that says so. It is read with the settings, so that its faults are theirs. */
  public static final Key<Layout> KEY =
      // no method reference, which would load the reader where there is no layout
      Key.of("panels.layout", text -> LayoutFile.read(text)).perEcu();

  /** Where nothing is set. */
  public static final Layout NONE = new Layout(Map.of());

  /** Takes a copy of {@code places}. */
  public Layout {
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
  }

  /**
   * The one that is set; without any panel if there is none.
   *
   * @param settings those of the ECU
   */
  public static Layout of(Settings settings) {
    return settings.find(KEY).orElse(NONE);
  }

  /** Whether there is one. */
  public boolean isSet() {
    return !places.isEmpty();
  }

  /** What it says of a panel. */
  public Optional<Place> of(String panelId) {
    return Optional.ofNullable(places.get(panelId));
  }

  /** What a panel is called: its name if it has one, else its ID. */
  public String name(String panelId) {
    return of(panelId).map(Place::name).orElse(panelId);
  }

  /** The name of a panel with its ID, as in {@code B3 (404000000003-B)}, or its ID alone. */
  public String title(String panelId) {
    return of(panelId)
        .map(Place::name)
        .map(name -> "%s (%s)".formatted(name, panelId))
        .orElse(panelId);
  }

  /**
   * Which panels are here and not at the ECU, and the other way round.
   *
   * @param panelIds the IDs of all panels that the ECU has
   * @return a sentence; empty if they are the same, if there is no layout, or if the ECU names none
   */
  public Optional<String> difference(Collection<String> panelIds) {
    if (!isSet() || panelIds.isEmpty()) {
      return Optional.empty();
    }
    List<String> differences = new ArrayList<>();
    add(differences, "it names %s, which the ECU does not have", places.keySet(), panelIds);
    add(differences, "it lacks %s, which the ECU has", panelIds, places.keySet());
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join("; ", differences) + "; write the IDs in the file as the ECU writes them");
  }

  private static void add(
      List<String> differences, String words, Collection<String> some, Collection<String> others) {
    List<String> rest = some.stream().filter(id -> !others.contains(id)).toList();
    if (!rest.isEmpty()) {
      differences.add(words.formatted(String.join(", ", rest)));
    }
  }
}
