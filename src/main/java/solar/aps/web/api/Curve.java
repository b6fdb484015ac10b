package solar.aps.web.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Power over the time of a day; the three lists are as long as each other.
 *
 * @param zone in which times are told
 * @param time when the readings were taken, in seconds of Unix time, rising
 * @param watts for output, in W; null where there was none
 * @param estimated whether it was estimated for panels that were silent
 */
record Curve(ZoneId zone, List<Long> time, List<Long> watts, List<Boolean> estimated) {
  int size() {
    return time.size();
  }

  private OptionalInt peak() {
    return light().reduce((best, each) -> watts.get(each) > watts.get(best) ? each : best);
  }

  /** Where there was power. */
  private IntStream light() {
    return IntStream.range(0, size()).filter(i -> watts.get(i) != null && watts.get(i) > 0);
  }

  /** The most power, in W, or null if there was none. */
  Long peakWatts() {
    return peak().isPresent() ? watts.get(peak().getAsInt()) : null;
  }

  /** When that was, or null. */
  OffsetDateTime peakAt() {
    return timeAt(peak());
  }

  /** When there was power first, or null. */
  OffsetDateTime firstLight() {
    return timeAt(light().findFirst());
  }

  /** When there was power last, or null. */
  OffsetDateTime lastLight() {
    return timeAt(light().reduce((earlier, later) -> later));
  }

  private OffsetDateTime timeAt(OptionalInt place) {
    return place.isPresent()
        ? Instant.ofEpochSecond(time.get(place.getAsInt())).atZone(zone).toOffsetDateTime()
        : null;
  }

  /**
   * The sum of several, at the times of the one with the most readings. Where another one has no
   * reading nearby between two of its own, the sum is not known.
   *
   * @param near how far away a reading may be, in seconds
   */
  static Curve sum(List<Curve> curves, long near) {
    Curve leading =
        curves.stream()
            .reduce((most, each) -> each.size() > most.size() ? each : most)
            .orElseThrow();
    if (curves.size() == 1) {
      return leading;
    }
    List<Long> watts = new ArrayList<>();
    List<Boolean> estimated = new ArrayList<>();
    for (long at : leading.time) {
      List<Curve> there = curves.stream().filter(curve -> curve.spans(at, near)).toList();
      List<Integer> places = there.stream().map(curve -> curve.nearest(at)).toList();
      boolean isWhole =
          IntStream.range(0, places.size())
              .allMatch(i -> Math.abs(there.get(i).time.get(places.get(i)) - at) <= near);
      watts.add(isWhole ? sum(there, places) : null);
      estimated.add(
          isWhole
              && IntStream.range(0, places.size())
                  .anyMatch(i -> there.get(i).estimated.get(places.get(i))));
    }
    return new Curve(leading.zone, leading.time, Collections.unmodifiableList(watts), estimated);
  }

  private static Long sum(List<Curve> curves, List<Integer> places) {
    List<Long> known =
        IntStream.range(0, places.size())
            .mapToObj(i -> curves.get(i).watts.get(places.get(i)))
            .filter(Objects::nonNull)
            .toList();
    return known.isEmpty() ? null : known.stream().mapToLong(Long::longValue).sum();
  }

  private boolean spans(long at, long near) {
    return time.get(0) - near <= at && at <= time.get(size() - 1) + near;
  }

  private int nearest(long at) {
    int found = Collections.binarySearch(time, at);
    int after = found >= 0 ? found : -found - 1;
    if (after == size()) {
      return after - 1;
    }
    return after > 0 && at - time.get(after - 1) <= time.get(after) - at ? after - 1 : after;
  }
}
