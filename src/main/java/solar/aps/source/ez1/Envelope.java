package solar.aps.source.ez1;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.regex.Pattern;
import solar.aps.source.SourceException;

/**
 * What every answer of the local API has around its data. A refusal comes with HTTP 200 too: only
 * the message tells. No failure quotes the answer, which may hold the name of the owner's WLAN.
 *
 * @param deviceId the serial number of the inverter
 * @param data what was asked for
 */
record Envelope(String deviceId, JsonNode data) {
  private static final int MAX_BYTES = 1 << 16;
  private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9]{1,32}");
  private static final ObjectReader JSON =
      new JsonMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Opens an answer.
   *
   * @throws SourceException if it is not one of the local API, or is a refusal
   */
  static Envelope open(byte[] answer) throws SourceException {
    if (answer.length > MAX_BYTES) {
      throw unlike("found " + answer.length + " bytes, expected at most " + MAX_BYTES);
    }
    JsonNode json = parse(answer);
    JsonNode message = json.path("message");
    if (message.asText().equals("FAILED")) {
      throw new SourceException(
          "the EZ1 refused: found the message FAILED, expected SUCCESS. Wait for the next poll; if it stays, switch Local Mode off and on in the app AP EasyPower");
    }
    if (!message.asText().equals("SUCCESS")) {
      throw unlike(
          "found " + (message.isTextual() ? "another" : "no") + " message, expected SUCCESS");
    }
    String deviceId = json.path("deviceId").asText();
    if (!SERIAL.matcher(deviceId).matches()) {
      throw unlike("found no serial number in deviceId, expected one");
    }
    return new Envelope(deviceId, json.path("data"));
  }

  private static JsonNode parse(byte[] answer) throws SourceException {
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      // without the cause, which quotes the answer
      throw unlike("found " + answer.length + " bytes that are not whole JSON, expected JSON");
    }
  }

  /**
   * A number in the data.
   *
   * @throws SourceException if there is none
   */
  double number(String name) throws SourceException {
    JsonNode number = data.path(name);
    if (!number.isNumber()) {
      throw unlike(
          "found %s %s in its data, expected a number"
              .formatted(number.isMissingNode() ? "no" : "something else as", name));
    }
    return number.doubleValue();
  }

  private static SourceException unlike(String found) {
    return new SourceException(
        "this is not the answer of an EZ1: %s. Check that ecu.host and ecu.ez1-port lead to the EZ1; if they do, wait for the next poll; if it stays, report it to the project with the firmware's version"
            .formatted(found));
  }
}
