package solar.aps.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import solar.aps.layout.Layout;
import solar.aps.layout.Place;

/** The JSON of days. */
final class DayJson {
  private final Json json;

  private DayJson(Json json) {
    this.json = json;
  }

  static byte[] of(WholeDay day) {
    return Json.object(json -> new DayJson(json).write(day));
  }

  static byte[] of(List<WholeDay.Brief> days) {
    return Json.object(json -> json.objects("days", days, new DayJson(json)::write));
  }

  private void write(WholeDay day) throws IOException {
    json.field("day", day.day());
    json.field("poll_interval_s", day.interval().toSeconds());
    json.field("energy_wh", day.energyWh());
    json.field("peak_watts", day.sum().peakWatts());
    json.field("peak_at", day.sum().peakAt());
    json.field("first_light", day.sum().firstLight());
    json.field("last_light", day.sum().lastLight());
    json.field("readings", day.readings());
    write(day.sum());
    json.objects("ecus", day.ecus(), this::write);
  }

  private void write(Curve curve) throws IOException {
    json.array("time", curve.time());
    json.array("watts", curve.watts());
    json.array("estimated", curve.estimated());
  }

  private void write(EcuDay ecu) throws IOException {
    json.field("ecu", ecu.ecu());
    json.field("energy_wh", ecu.energyWh());
    json.field("peak_watts", ecu.curve().peakWatts());
    json.field("peak_at", ecu.curve().peakAt());
    write(ecu.curve());
    json.object(
        "panels",
        () -> {
          for (Map.Entry<String, List<Integer>> panel : ecu.panels().entrySet()) {
            json.array(panel.getKey(), panel.getValue());
          }
        });
    share("best", ecu.best(), ecu.layout());
    share("worst", ecu.worst(), ecu.layout());
  }

  private void share(String key, Optional<Map.Entry<String, Double>> panel, Layout layout)
      throws IOException {
    if (panel.isEmpty()) {
      json.field(key, null);
      return;
    }
    json.object(
        key,
        () -> {
          json.field("id", panel.get().getKey());
          json.field("name", layout.of(panel.get().getKey()).map(Place::name).orElse(null));
          json.field("share", panel.get().getValue());
        });
  }

  private void write(WholeDay.Brief day) throws IOException {
    json.field("day", day.day());
    json.field("energy_wh", day.energyWh());
    json.field("peak_watts", day.peakWatts());
    json.field("peak_at", day.peakAt());
    json.field("readings", day.readings());
  }
}
