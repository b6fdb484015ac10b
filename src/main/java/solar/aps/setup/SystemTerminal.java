package solar.aps.setup;

import java.io.Console;
import java.util.Optional;

/** The terminal at which the program was started. */
public final class SystemTerminal implements Terminal {
  private final Console console;

  private SystemTerminal(Console console) {
    this.console = console;
  }

  /** Empty where input or output is none. */
  public static Optional<Terminal> find() {
    return Optional.ofNullable(System.console())
        .filter(SystemTerminal::isTerminal)
        .map(SystemTerminal::new);
  }

  /** Some Javas have a console where there is no terminal, and can say so. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // Java before 22 has none without
    }
  }

  @Override
  public String ask(String prompt) {
    return console.readLine("%s", prompt);
  }

  @Override
  public String askSecretly(String prompt) {
    char[] typed = console.readPassword("%s", prompt);
    return typed == null ? null : new String(typed);
  }
}
