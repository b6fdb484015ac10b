package solar.aps;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for a server, made by the JDK's own tool.
 *
 * @param keyStore the PKCS #12 store with its key, for the server
 * @param pem the certificate that is to be trusted for it
 */
record TestCertificate(Path keyStore, Path pem) {
  static final String PASSWORD = "changeit";

  /**
   * One that signs itself.
   *
   * @param folder where its files go
   * @param names what it is for, such as {@code dns:localhost}
   */
  static TestCertificate of(Path folder, String names) throws Exception {
    TestCertificate made = in(folder, names);
    made.keytool("-genkeypair", "-alias", "server", "-ext", "san=" + names);
    made.keytool("-exportcert", "-rfc", "-alias", "server", "-file", made.pem.toString());
    return made;
  }

  /** One that an authority has signed, and that was good for ten days in January 2020. */
  static TestCertificate old(Path folder, String names) throws Exception {
    TestCertificate made = in(folder, "old-" + names);
    made.keytool("-genkeypair", "-alias", "authority", "-ext", "bc=ca:true");
    made.keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-signer",
        "authority",
        "-ext",
        "san=" + names,
        "-startdate",
        "2020/01/01 00:00:00",
        "-validity",
        "10");
    made.keytool("-exportcert", "-rfc", "-alias", "authority", "-file", made.pem.toString());
    made.keytool("-delete", "-alias", "authority");
    return made;
  }

  private static TestCertificate in(Path folder, String name) {
    String file = name.replaceAll("\\W", "-");
    return new TestCertificate(folder.resolve(file + ".p12"), folder.resolve(file + ".pem"));
  }

  private void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", keyStore.toString(), "-storepass", PASSWORD));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-storetype", "PKCS12"));
      command.addAll(List.of("-dname", "CN=" + arguments[2] + " of " + keyStore.getFileName()));
    }
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }
}
