package solar.aps.source.tcp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds where each entry of a table begins. An entry does not say how long it is, its type does;
 * where the type is not known, the length is the one with which the announced number of entries
 * ends exactly where the table does.
 */
final class Walk {
  private final Frame frame;
  private final int start;
  private final int count;
  private final BitSet heads;
  private final BitSet deadEnds = new BitSet();
  private final Deque<Entry> path = new ArrayDeque<>();

  /**
   * @param start where the first entry begins
   * @param count how many there are
   */
  Walk(Frame frame, int start, int count) {
    this.frame = frame;
    this.start = start;
    this.count = count;
    this.heads = new BitSet(frame.end());
    for (int offset = start; offset < frame.end(); offset++) {
      heads.set(offset, Entry.canBegin(frame, offset));
    }
  }

  /** All the entries; empty if they do not end where the table does, whatever the unknown ones. */
  Optional<List<Entry>> whole() {
    boolean fit = count <= (frame.end() - start) / Layout.HEAD && fits(0, start);
    return fit ? Optional.of(List.copyOf(path)) : Optional.empty();
  }

  private boolean fits(int index, int offset) {
    if (index == count) {
      return offset == frame.end();
    }
    int place = index * Frame.MAX_BYTES + offset;
    if (!heads.get(offset) || deadEnds.get(place)) {
      return false;
    }
    for (int length : Entry.lengths(frame, offset)) {
      if (offset + length <= frame.end()) {
        path.addLast(new Entry(frame, offset, length));
        if (fits(index + 1, offset + length)) {
          return true;
        }
        path.removeLast();
      }
    }
    deadEnds.set(place);
    return false;
  }

  /**
   * The entries before the first whose type is not known; empty if there is none of these, so that
   * the table itself is broken.
   */
  Optional<List<Entry>> beforeTheUnknown() {
    List<Entry> entries = new ArrayList<>();
    int offset = start;
    while (entries.size() < count && heads.get(offset)) {
      Entry entry = new Entry(frame, offset, Entry.lengths(frame, offset).get(0));
      if (!entry.isOfKnownType()) {
        return Optional.of(entries);
      }
      entries.add(entry);
      offset += entry.length();
    }
    return Optional.empty();
  }
}
