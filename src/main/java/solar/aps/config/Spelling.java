package solar.aps.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Guesses what a misspelt word was meant to be. */
final class Spelling {
  /** A swapped pair of letters counts as two. */
  private static final int MOST_CHANGES = 2;

  private Spelling() {}

  /** The candidate nearest to the word, if it is a slip of the finger away. */
  static Optional<String> nearest(String word, Stream<String> candidates) {
    return candidates
        .filter(candidate -> distance(word, candidate) <= MOST_CHANGES)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** How many letters must be put in, left out or changed (the Levenshtein distance). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
