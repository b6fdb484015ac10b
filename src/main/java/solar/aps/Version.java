package solar.aps;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version the build wrote into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    Properties built = new Properties();
    try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
      built.load(resource);
    }
    return new String[] {"aps-solar " + built.getProperty("version")};
  }
}
