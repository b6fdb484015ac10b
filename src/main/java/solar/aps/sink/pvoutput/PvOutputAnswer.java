package solar.aps.sink.pvoutput;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What PVOutput, or the network in its place, said to a request. An answer has the form {@code
 * <Reason> <code>: <message>}; its letter case varies.
 *
 * @param status the HTTP status; 0 when there was no answer
 * @param body the whole text
 * @param words the text as one line to show
 * @param remaining how many requests are left in this hour, if the answer tells
 * @param limit how many requests an hour has, if the answer tells
 * @param reset when the requests are counted anew, if the answer tells
 */
record PvOutputAnswer(
    int status,
    String body,
    String words,
    OptionalInt remaining,
    OptionalInt limit,
    Optional<Instant> reset) {
  private static final int SHOWN = 200;
  private static final int INTERVAL_FIELD = 15;
  private static final Pattern LIMIT = Pattern.compile("exceeded\\s+\\S+\\s+requests?\\s+per");

  /** What is to be done after an answer. */
  enum Verdict {
    /** PVOutput has it. */
    TAKEN,
    /** The same request may succeed in a while. */
    RETRY_LATER,
    /** The requests of this hour are spent. */
    LIMIT_SPENT,
    /** These rows are refused for good. */
    NEVER,
    /** The status lies in PVOutput's future. */
    TOO_EARLY,
    /** Nothing will be taken until the key or the system id is mended. */
    SETTINGS,
    /** The same rows may be sent without the fields v7 to v12. */
    DONORS_ONLY
  }

  /** An answer that came. */
  static PvOutputAnswer of(
      int status, String text, OptionalInt remaining, OptionalInt limit, Optional<Instant> reset) {
    String body = text == null ? "" : text.strip();
    // an answer of PVOutput's own names its status; a proxy's page does not
    String prefix = body.contains(Integer.toString(status)) ? "" : "HTTP " + status + " ";
    String line = (prefix + body.replaceAll("\\s+", " ")).strip();
    String words = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    return new PvOutputAnswer(status, body, words, remaining, limit, reset);
  }

  /** No answer, for this reason. */
  static PvOutputAnswer none(String reason) {
    return new PvOutputAnswer(
        0, "", reason, OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
  }

  /** What is to be done; a 403 is one of three different things. */
  Verdict verdict() {
    String text = body.toLowerCase(Locale.ROOT);
    return switch (status) {
      case 200 -> Verdict.TAKEN;
      case 400 -> badRequest(text);
      case 401 -> Verdict.SETTINGS;
      case 403 -> forbidden(text);
      case 429 -> Verdict.LIMIT_SPENT;
      // nothing else is documented: a proxy, a captive portal, or PVOutput in trouble
      default -> Verdict.RETRY_LATER;
    };
  }

  private static Verdict badRequest(String text) {
    if (text.contains("load in progress")) {
      return Verdict.RETRY_LATER;
    }
    return text.contains("future") ? Verdict.TOO_EARLY : Verdict.NEVER;
  }

  private static Verdict forbidden(String text) {
    if (LIMIT.matcher(text).find()) {
      return Verdict.LIMIT_SPENT;
    }
    return text.contains("donation") ? Verdict.DONORS_ONLY : Verdict.SETTINGS;
  }

  /** What the user can do about statuses that are refused for good. */
  String advice() {
    String text = body.toLowerCase(Locale.ROOT);
    return text.contains("moon powered")
        ? "Check time-zone, and the clock of this machine"
        : "The others are not affected; --replay sends it again";
  }

  /** The status interval in minutes, from the answer of {@code getsystem.jsp}, if it is in it. */
  OptionalInt statusInterval() {
    String[] system = body.split(";", 2)[0].split(",", -1);
    boolean told =
        status == 200
            && system.length > INTERVAL_FIELD
            && system[INTERVAL_FIELD].strip().matches("5|10|15");
    return told
        ? OptionalInt.of(Integer.parseInt(system[INTERVAL_FIELD].strip()))
        : OptionalInt.empty();
  }

  /** Whether the rows of this batch answer say that the row was stored: {@code key,1}. */
  boolean stored(Status status) {
    for (String row : body.split(";")) {
      if (row.strip().equals(status.rowKey() + ",1")) {
        return true;
      }
    }
    return false;
  }
}
