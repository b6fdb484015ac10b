package solar.aps.source;

/**
 * What answers at an address.
 *
 * @param model as in {@code ECU-R}
 * @param id the ID of the ECU or of the inverter, or null if it does not tell
 * @param inverters how many inverters it has, or null if it does not tell
 * @param advice what to do before it can be read, or null if it can
 */
public record Sighting(String model, String id, Integer inverters, String advice) {
  /** Something that can be read. */
  public static Sighting of(String model, String id, Integer inverters) {
    return new Sighting(model, id, inverters, null);
  }

  /** An ECU, by the beginning of its ID. */
  public static Sighting ofEcu(String id, Integer inverters) {
    return of(model(id), id, inverters);
  }

  private static String model(String id) {
    if (id == null) {
      return "ECU";
    }
    return switch (id.substring(0, 4)) {
      case "2160" -> "ECU-R";
      case "2162" -> "ECU-R-PRO";
      case "2163" -> "ECU-B";
      default -> id.startsWith("215") ? "ECU-C" : id.startsWith("203") ? "ECU-3" : "ECU";
    };
  }

  /** The same with what another way to read it tells besides. */
  public Sighting with(Sighting other) {
    return new Sighting(
        id == null ? other.model : model,
        id == null ? other.id : id,
        inverters == null ? other.inverters : inverters,
        advice);
  }
}
