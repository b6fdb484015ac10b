package solar.aps.web.api;

import java.io.IOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import solar.aps.web.Answer;
import solar.aps.web.Pages;
import solar.aps.web.Request;

/** What is served under {@code /api}, which is JSON whatever it says. */
public final class Api implements Pages {
  private static final String ROOT = "/api/";
  private static final String NOW = "/api/now";
  private static final String DAYS = "/api/days";
  private static final int MOST_DAYS = 366;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  /** The days that many look at: today, yesterday, and what somebody leafs through. */
  private static final int DAYS_KEPT = 4;

  private record Kept(String version, Answer answer) {}

  private final Supplier<Now> now;
  private final Days days;

  @SuppressWarnings("serial")
  private final Map<LocalDate, Kept> kept =
      new LinkedHashMap<>(DAYS_KEPT, 1, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LocalDate, Kept> eldest) {
          return size() > DAYS_KEPT;
        }
      };

  /**
   * @param watcher knows how it is now
   * @param days the days before, and this one
   */
  public Api(Watcher watcher, Days days) {
    this.now = watcher::now;
    this.days = days;
  }

  /** What stands in the page before a script has run, by the names of its placeholders. */
  public Map<String, String> texts() {
    return Texts.of(now.get());
  }

  @Override
  public Optional<Answer> at(Request request) throws IOException {
    if (!(request.path() + "/").startsWith(ROOT)) {
      return Optional.empty();
    }
    try {
      return Optional.of(answer(request));
    } catch (BadRequestException e) {
      return Optional.of(problem(BAD_REQUEST, e.getMessage()));
    }
  }

  private Answer answer(Request request) throws IOException, BadRequestException {
    String path = request.path();
    if (path.equals(DAYS)) {
      return days(Query.of(request.query(), List.of("from", "to")));
    }
    Query.of(request.query(), List.of());
    if (path.equals(NOW)) {
      return now(now.get());
    }
    if (path.startsWith(DAYS + "/")) {
      return day(Query.day("what follows " + DAYS + "/", path.substring(DAYS.length() + 1)));
    }
    return problem(
        NOT_FOUND,
        "nothing is here; look at /api/now, at /api/days/2026-06-15 or at /api/days?from=2026-06-01&to=2026-06-30");
  }

  /** That time passes is nothing new. */
  private static Answer now(Now now) {
    String tag = Answer.tagOf(NowJson.of(now.withoutTime()));
    return Answer.tagged(Json.TYPE, NowJson.of(now), tag);
  }

  private Answer day(LocalDate day) throws IOException {
    String version = days.version(day);
    Kept known = kept(day);
    if (known != null && known.version.equals(version)) {
      return known.answer;
    }
    Optional<WholeDay> found = days.day(day);
    if (found.isEmpty()) {
      return problem(
          NOT_FOUND,
          "there is no reading of %s; /api/days?from=…&to=… has the days of which there are"
              .formatted(day));
    }
    Answer answer = Answer.tagged(Json.TYPE, DayJson.of(found.get()));
    keep(day, new Kept(version, answer));
    return answer;
  }

  private Kept kept(LocalDate day) {
    synchronized (kept) {
      return kept.get(day);
    }
  }

  private void keep(LocalDate day, Kept answer) {
    synchronized (kept) {
      kept.put(day, answer);
    }
  }

  private Answer days(Query query) throws IOException, BadRequestException {
    LocalDate from = query.day("from");
    LocalDate to = query.day("to");
    long length = ChronoUnit.DAYS.between(from, to) + 1;
    if (length < 1) {
      throw new BadRequestException("from is after to; change them over");
    }
    if (length > MOST_DAYS) {
      throw new BadRequestException(
          "these are %d days; ask for %d at most".formatted(length, MOST_DAYS));
    }
    return Answer.tagged(Json.TYPE, DayJson.of(days.between(from, to)));
  }

  private static Answer problem(int status, String words) {
    return Answer.of(status, Json.TYPE, Json.object(json -> json.field("problem", words)));
  }
}
