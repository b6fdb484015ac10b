package solar.aps.sink.pvoutput;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import solar.aps.check.Words;

/**
 * What PVOutput, or whatever stands in its place, answered to a request. PVOutput's own refusals
 * have the form {@code <Reason> <code>: <message>}, in any letter case; a text of another form is
 * that of a proxy or a login page, and is no verdict on what was sent.
 *
 * @param status the HTTP status; 0 when there was no answer
 * @param body the whole text
 * @param words the text as one line to show
 * @param told what the headers hold
 */
record PvOutputAnswer(int status, String body, String words, Told told) {
  private static final int SHOWN = 200;
  private static final int INTERVAL_FIELD = 15;
  private static final Pattern OWN_FORM =
      Pattern.compile("[a-z]+(?: [a-z]+)* (\\d{3}):.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SUCCESS =
      Pattern.compile("ok 200\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern LIMIT = Pattern.compile("exceeded\\s+\\S+\\s+requests?\\s+per");

  /**
   * What the headers of an answer hold; each may be left out.
   *
   * @param remaining how many requests are left in this hour
   * @param limit how many requests an hour has
   * @param reset when the requests are counted anew
   * @param retryAfter how long to wait before the next request
   * @param date the time of whoever answered
   */
  record Told(
      OptionalInt remaining,
      OptionalInt limit,
      Optional<Instant> reset,
      Optional<Duration> retryAfter,
      Optional<Instant> date) {
    static final Told NOTHING =
        new Told(
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /** What is to be done after an answer. */
  enum Verdict {
    /** PVOutput has it. */
    TAKEN,
    /** The same request may succeed in a while. */
    RETRY_LATER,
    /** Something else than PVOutput answered. */
    FOREIGN,
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
  static PvOutputAnswer of(int status, String text, Told told) {
    String body = text == null ? "" : text.strip();
    // an answer of PVOutput's own names its status; a proxy's page does not
    String prefix = body.contains(Integer.toString(status)) ? "" : "HTTP " + status + " ";
    return new PvOutputAnswer(status, body, Words.line(prefix + body, SHOWN), told);
  }

  /** No answer, for this reason. */
  static PvOutputAnswer none(String reason) {
    return new PvOutputAnswer(0, "", reason, Told.NOTHING);
  }

  /** What is to be done after this answer to {@code request}. */
  Verdict verdict(Request request) {
    if (status != 200) {
      return refusal();
    }
    boolean taken =
        request.isBatch()
            ? request.statuses().stream().anyMatch(this::names)
            : SUCCESS.matcher(body).matches();
    return taken ? Verdict.TAKEN : Verdict.FOREIGN;
  }

  /** What an answer other than HTTP 200 means; a 403 is one of three different things. */
  Verdict refusal() {
    String text = body.toLowerCase(Locale.ROOT);
    return switch (status) {
      case 400 -> isOwn() ? badRequest(text) : Verdict.FOREIGN;
      case 401 -> isOwn() ? Verdict.SETTINGS : Verdict.FOREIGN;
      case 403 -> isOwn() ? forbidden(text) : Verdict.FOREIGN;
      case 429 -> told.retryAfter().isPresent() ? Verdict.RETRY_LATER : Verdict.LIMIT_SPENT;
      // nothing else is documented: a proxy, or PVOutput in trouble
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

  /** Whether PVOutput itself gave this answer to {@code request}. */
  boolean isPvOutputs(Request request) {
    return status == 200 ? verdict(request) == Verdict.TAKEN : isOwn();
  }

  /** Whether a refusal has the form of PVOutput's own. */
  private boolean isOwn() {
    Matcher form = OWN_FORM.matcher(body);
    return form.matches() && form.group(1).equals(Integer.toString(status));
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

  /** Whether this answer to a batch says that the row is stored, anew (1) or over another (2). */
  boolean stored(Status status) {
    return row(status).filter(fate -> fate.equals("1") || fate.equals("2")).isPresent();
  }

  private boolean names(Status status) {
    return row(status).filter(fate -> fate.matches("[012]")).isPresent();
  }

  /** What this answer to a batch says of a row, as in {@code date,time,1}. */
  private Optional<String> row(Status status) {
    String key = status.rowKey() + ",";
    for (String row : body.split(";")) {
      if (row.strip().startsWith(key)) {
        return Optional.of(row.strip().substring(key.length()));
      }
    }
    return Optional.empty();
  }
}
