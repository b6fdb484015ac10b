package solar.aps.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was odd about an answer of the ECU, one sentence each; after ten only how much more. */
public final class Warnings {
  /** More would tell nothing new, and bury what the log says of everything else. */
  private static final int MOST = 10;

  private final String place;
  private final List<String> first = new ArrayList<>();
  private int count;

  /**
   * @param place where what was odd stands, such as {@code on the page}
   */
  public Warnings(String place) {
    this.place = place;
  }

  /** Notes one more. */
  public void add(String warning) {
    count++;
    if (count <= MOST) {
      first.add(warning);
    }
  }

  /** In the order in which they were noted. */
  public List<String> list() {
    List<String> all = new ArrayList<>(first);
    if (count > MOST) {
      all.add(String.format(Locale.ROOT, "and %,d more like these %s", count - MOST, place));
    }
    return all;
  }
}
