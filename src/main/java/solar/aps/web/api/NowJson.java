package solar.aps.web.api;

import java.io.IOException;
import java.util.Optional;
import solar.aps.layout.Place;

/** The JSON of {@code /api/now}. */
final class NowJson {
  private final Json json;

  private NowJson(Json json) {
    this.json = json;
  }

  static byte[] of(Now now) {
    return Json.object(json -> new NowJson(json).write(now));
  }

  private void write(Now now) throws IOException {
    json.field("time", now.time());
    json.field("state", now.state());
    json.field("sentence", Sentence.of(now));
    json.field("watts", now.watts());
    json.field("estimated", now.estimated());
    json.field("energy_today_wh", now.energyTodayWh());
    json.field("energy_total_kwh", now.energyTotalKwh());
    json.objects("ecus", now.ecus(), this::write);
    json.objects("sinks", now.sinks(), this::write);
  }

  private void write(EcuNow ecu) throws IOException {
    json.field("ecu", ecu.seen().ecu());
    json.field("state", ecu.state());
    json.field("read_at", ecu.seen().readAt().map(ecu::time).orElse(null));
    json.field("next_at", ecu.seen().nextAt().map(ecu::time).orElse(null));
    json.field("poll_interval_s", ecu.seen().interval().toSeconds());
    json.field("problem", ecu.seen().problem().orElse(null));
    json.field("watts", ecu.watts());
    json.field("watts_raw", ecu.wattsRaw());
    json.field("estimated", ecu.estimated());
    json.field("received", ecu.received());
    json.field("expected", ecu.seen().expected());
    json.field("energy_today_wh", ecu.energyTodayWh());
    json.field("energy_total_kwh", ecu.energyTotalKwh());
    json.field("avg_volt_v", ecu.avgVoltV());
    json.field("avg_temp_c", ecu.avgTempC());
    json.field("avg_freq_hz", ecu.avgFreqHz());
    json.objects("panels", ecu.panels(), this::write);
  }

  private void write(PanelNow panel) throws IOException {
    json.field("id", panel.id());
    json.field("name", panel.place().map(Place::name).orElse(null));
    Optional<Place> lies = panel.place().filter(place -> place.row() != null);
    json.field("row", lies.map(Place::row).orElse(null));
    json.field("column", lies.map(Place::column).orElse(null));
    json.field("rotation", lies.map(Place::rotation).orElse(null));
    json.field("inverter", panel.inverter());
    json.field("watts", panel.watts());
    json.field("silent_since", panel.silentSince());
    json.field("health", panel.health());
    json.field("problem", panel.problem());
  }

  private void write(SinkNow sink) throws IOException {
    json.field("sink", sink.sink());
    json.field("title", sink.title());
    json.field("ecu", sink.ecu());
    json.field("state", sink.state());
    json.field("taken_at", sink.takenAt());
    json.field("waiting", sink.waiting());
    json.field("words", sink.words());
  }
}
