package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import solar.aps.setup.Terminal;

/** Somebody who has all answers ready, and knows what each question is about. */
final class Typist implements Terminal {
  final List<String> prompts = new ArrayList<>();
  private final Deque<Line> lines = new ArrayDeque<>();

  private record Line(String about, String text, boolean secret) {}

  /** Answers the next question, in which these words are, with this. */
  Typist types(String about, String text) {
    lines.add(new Line(about, text, false));
    return this;
  }

  /** As {@link #types}, and nobody sees it. */
  Typist typesSecretly(String about, String text) {
    lines.add(new Line(about, text, true));
    return this;
  }

  boolean isDone() {
    return lines.isEmpty();
  }

  @Override
  public String ask(String prompt) {
    return answer(prompt, false);
  }

  @Override
  public String askSecretly(String prompt) {
    return answer(prompt, true);
  }

  private String answer(String prompt, boolean secret) {
    prompts.add(prompt);
    if (lines.isEmpty()) {
      return null;
    }
    Line line = lines.remove();
    assertThat(prompt).contains(line.about());
    assertThat(secret).as(prompt).isEqualTo(line.secret());
    return line.text();
  }
}
