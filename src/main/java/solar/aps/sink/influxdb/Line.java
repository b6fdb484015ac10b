package solar.aps.sink.influxdb;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One line of the line protocol in the making, by
 * https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/. What is not known is
 * left out. A field keeps its kind for ever, or servers refuse it: a measured value is always a
 * float, a count always an integer.
 */
final class Line {
  private static final Pattern SEPARATOR = Pattern.compile("[,= ]");

  /** Would end the line, or is read in another way by each server. */
  private static final Pattern UNUSABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\\\]");

  private final StringBuilder series;
  private final List<String> fields = new ArrayList<>();

  /**
   * @param measurement letters, digits and underscores
   */
  Line(String measurement) {
    series = new StringBuilder(measurement);
  }

  /** Tags are to be added in the order of their names. */
  Line tag(String name, String value) {
    if (!value.isEmpty()) {
      String usable = UNUSABLE.matcher(value).replaceAll("_");
      String escaped = SEPARATOR.matcher(usable).replaceAll("\\\\$0");
      series.append(',').append(name).append('=').append(escaped);
    }
    return this;
  }

  Line measured(String name, Double value) {
    if (value != null && Double.isFinite(value)) {
      BigDecimal plain = BigDecimal.valueOf(value);
      // with a point even where it is whole, and never with an exponent
      fields.add(name + "=" + (plain.scale() < 1 ? plain.setScale(1) : plain).toPlainString());
    }
    return this;
  }

  Line counted(String name, Integer value) {
    if (value != null) {
      fields.add(name + "=" + value + "i");
    }
    return this;
  }

  Line is(String name, Boolean value) {
    if (value != null) {
      fields.add(name + "=" + value);
    }
    return this;
  }

  /** The finished line with its time in seconds since 1970; none if nothing of it is known. */
  Stream<String> at(long seconds) {
    return fields.isEmpty()
        ? Stream.empty()
        : Stream.of(series + " " + String.join(",", fields) + " " + seconds);
  }
}
