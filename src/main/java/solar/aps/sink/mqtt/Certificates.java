package solar.aps.sink.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManagerFactory;
import solar.aps.storage.DiskFault;

/** The certificates that are trusted, from a PEM file with one or more of them. */
final class Certificates {
  private Certificates() {}

  /**
   * Trusts these and no others.
   *
   * @throws MqttFault if the file cannot be read or holds something else
   */
  static TrustManagerFactory trust(Path file) throws MqttFault {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate : read(file)) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust;
    } catch (CertificateException e) {
      throw new MqttFault(
          "%s, the file of mqtt.ca-file, holds no certificate that can be read; it must hold one or more in PEM, each between BEGIN CERTIFICATE and END CERTIFICATE"
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new MqttFault(
          "%s, the file of mqtt.ca-file, cannot be read (%s). Check its path, its rights, and the user you run this as"
              .formatted(file, DiskFault.reason(e)),
          e);
    } catch (GeneralSecurityException e) {
      throw new MqttFault(
          "the certificates that Java trusts cannot be read (%s). Set mqtt.ca-file, or install Java again"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static Collection<? extends Certificate> read(Path file)
      throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw new CertificateException("there is none");
      }
      return all;
    }
  }
}
