package solar.aps.source.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns that are read, with the names that the ECU gives them in English and Chinese. */
enum Column {
  ID("Inverter ID", "逆变器 ID"),
  POWER("Current Power", "当前功率"),
  FREQUENCY("Grid Frequency", "电网频率"),
  VOLTAGE("Grid Voltage", "电网电压"),
  TEMPERATURE("Temperature", "机内温度"),
  TIME("Reporting Time", "Date", "上报时间");

  private static final Map<String, Column> BY_NAME =
      Stream.of(values())
          .flatMap(column -> column.names.stream().map(name -> Map.entry(normal(name), column)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final List<String> names;

  Column(String... names) {
    this.names = List.of(names);
  }

  /** The English name, as messages use it. */
  String title() {
    return names.get(0);
  }

  /**
   * The column with this header, whatever its case and spacing.
   *
   * @return null if the column is not one that is read
   */
  static Column named(String header) {
    return BY_NAME.get(normal(header));
  }

  private static String normal(String name) {
    return name.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
