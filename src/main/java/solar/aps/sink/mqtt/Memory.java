package solar.aps.sink.mqtt;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import solar.aps.storage.MemoryFile;

/**
 * The file in which is kept what is {@link Known}, and by which word this installation is known to
 * the broker. A line of it that is not understood is left out.
 */
final class Memory {
  private static final String WORD = "word";
  private static final String ECU = "ecu";
  private static final String INVERTER = "inverter";
  private static final String LEFTOVER = "leftover";
  private static final String NONE = "-";

  /**
   * All of five letters and digits: a client ID of at most 23 characters is taken by every broker.
   */
  private static final int WORDS = 36 * 36 * 36 * 36 * 36;

  private final MemoryFile file;

  Memory(MemoryFile file) {
    this.file = file;
  }

  /** A word that hardly anybody else has. */
  static String newWord() {
    return Integer.toString(ThreadLocalRandom.current().nextInt(WORDS), Character.MAX_RADIX);
  }

  /** The word; empty before there is one. */
  Optional<String> word() {
    return file.read().stream()
        .map(line -> line.split(" "))
        .filter(parts -> parts.length == 2 && parts[0].equals(WORD))
        .map(parts -> parts[1])
        .filter(word -> word.matches("[a-z0-9]{1,5}"))
        .findFirst();
  }

  Known known() {
    Map<String, KnownEcu> ecus = new LinkedHashMap<>();
    Map<String, KnownInverter> inverters = new LinkedHashMap<>();
    Set<String> leftovers = new LinkedHashSet<>();
    for (String line : file.read()) {
      try {
        String[] parts = line.split(" ");
        switch (parts[0]) {
          case ECU -> ecus.put(parts[1], ecu(parts));
          case INVERTER -> inverters.put(parts[1], inverter(parts));
          case LEFTOVER -> leftovers.add(parts[1]);
          default -> {}
        }
      } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        continue; // a line of somebody else
      }
    }
    return new Known(ecus, inverters, leftovers);
  }

  void keep(String word, Known known) {
    List<String> lines = new ArrayList<>(List.of(WORD + " " + word));
    known.ecus().forEach((name, ecu) -> lines.add(line(name, ecu)));
    known.inverters().forEach((serial, inverter) -> lines.add(line(serial, inverter)));
    known.leftovers().forEach(topic -> lines.add(LEFTOVER + " " + topic));
    file.write(lines);
  }

  private static String line(String name, KnownEcu ecu) {
    EnergyTotal total = ecu.total();
    return line(
        ecu.components(),
        ECU,
        name,
        ecu.today(),
        total.published(),
        total.offset(),
        total.doubtedSince());
  }

  private static String line(String serial, KnownInverter inverter) {
    return line(
        inverter.components(),
        INVERTER,
        serial,
        inverter.ecu(),
        inverter.day(),
        inverter.missedDays());
  }

  private static String line(Set<Component> components, Object... parts) {
    return Stream.concat(
            Stream.of(parts).map(part -> Objects.toString(part, NONE)),
            components.stream().map(Component::id))
        .collect(Collectors.joining(" "));
  }

  private static KnownEcu ecu(String[] parts) {
    return new KnownEcu(
        components(parts, 6),
        new EnergyTotal(
            optional(parts[3], BigDecimal::new),
            new BigDecimal(parts[4]),
            optional(parts[5], Instant::parse)),
        optional(parts[2], LocalDate::parse));
  }

  private static KnownInverter inverter(String[] parts) {
    return new KnownInverter(
        parts[2], components(parts, 5), LocalDate.parse(parts[3]), Integer.parseInt(parts[4]));
  }

  private static Set<Component> components(String[] parts, int first) {
    return Stream.of(parts)
        .skip(first)
        .flatMap(id -> Component.parse(id).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static <T> T optional(String text, Function<String, T> parser) {
    return text.equals(NONE) ? null : parser.apply(text);
  }
}
