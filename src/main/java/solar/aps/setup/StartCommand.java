package solar.aps.setup;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The one command that starts the service. */
final class StartCommand {
  private static final List<Path> UNITS =
      List.of(
          Path.of("/etc/systemd/system/aps-solar.service"),
          Path.of("/usr/lib/systemd/system/aps-solar.service"),
          Path.of("/lib/systemd/system/aps-solar.service"));

  private StartCommand() {}

  /**
   * @param place the settings
   * @param named whether their file was named on the command line
   */
  static String of(SettingsPlace place, boolean named) {
    if (place.isOfTheService() && UNITS.stream().anyMatch(Files::exists)) {
      return "sudo systemctl enable --now aps-solar";
    }
    String program =
        program(
            System.getProperty("java.class.path", ""), System.getProperty("sun.java.command", ""));
    return named ? program + " --config " + quoted(place.file().toString()) : program;
  }

  /**
   * How this program was started.
   *
   * @param classPath that of Java
   * @param command what Java was to run: a jar or a class, and the arguments
   */
  static String program(String classPath, String command) {
    if (command.equals(classPath) || command.startsWith(classPath + " ")) {
      return "java -jar " + quoted(classPath);
    }
    Path root = Path.of(classPath.split(File.pathSeparator, 2)[0]).resolve("../..").normalize();
    return Optional.of(root.resolve("bin/aps-solar"))
        // the package has a link to it on the PATH
        .filter(launcher -> !launcher.startsWith("/usr/share") && Files.isExecutable(launcher))
        .map(launcher -> quoted(launcher.toString()))
        .orElse("aps-solar");
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:\\\\~-]+") ? word : "\"" + word + "\"";
  }
}
