package solar.aps.sink.mqtt;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says in words what the exceptions of the network, of TLS and of the broker mean to its owner. */
final class Faults {
  private final MqttSettings settings;
  private final String clientId;
  private final String place;

  /**
   * @param clientId the name of the connection
   */
  Faults(MqttSettings settings, String clientId) {
    this.settings = settings;
    this.clientId = clientId;
    this.place = settings.broker().place();
  }

  /** Why there is no connection. */
  MqttFault none(Throwable thrown) {
    return fault(
        thrown,
        settings.broker().tls()
            ? noTls("it closed the connection")
            : "the broker at %s closed the connection without an answer. If that is its port for TLS, write mqtts:// in mqtt.url; if not, its log says why"
                .formatted(place));
  }

  /** Why there is none any more. */
  MqttFault lost(Throwable thrown) {
    return fault(
        thrown,
        "the broker at %s closed the connection. If it does so again and again, another program has the client id %s: give each its own as mqtt.client-id"
            .formatted(place, clientId));
  }

  /** The same future, which fails with one of these if it fails. */
  static <T> CompletableFuture<T> told(
      CompletableFuture<T> doing, Function<Throwable, MqttFault> words) {
    CompletableFuture<T> done = new CompletableFuture<>();
    doing.whenComplete(
        (result, fault) -> {
          if (fault == null) {
            done.complete(result);
          } else {
            done.completeExceptionally(words.apply(fault));
          }
        });
    return done;
  }

  private MqttFault fault(Throwable thrown, String closed) {
    return find(thrown, MqttFault.class)
        .orElseGet(
            () ->
                new MqttFault(
                    isClosed(thrown) ? closed : tls(thrown).orElseGet(() -> words(thrown)),
                    thrown));
  }

  private static boolean isClosed(Throwable thrown) {
    return find(thrown, ConnectionClosedException.class).isPresent()
        || find(thrown, ClosedChannelException.class).isPresent()
        || String.valueOf(root(thrown).getMessage()).contains("reset");
  }

  private String words(Throwable thrown) {
    Optional<Mqtt3ConnAckException> refusal = find(thrown, Mqtt3ConnAckException.class);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    if (find(thrown, Mqtt3SubAckException.class).isPresent()) {
      return "the broker at %s does not let us listen. Allow it in the broker's list of rights"
          .formatted(place);
    }
    if (find(thrown, UnknownHostException.class).isPresent()) {
      return "the broker's name %s is not known on this network. Check mqtt.url"
          .formatted(settings.broker().host());
    }
    return network(thrown);
  }

  private String refused(Mqtt3ConnAckException refusal) {
    return switch (refusal.getMqttMessage().getReturnCode()) {
      case BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED ->
          settings.username().isPresent()
              ? "the broker at %s refuses the login. Check mqtt.username and mqtt.password, and that this user may connect"
                  .formatted(place)
              : "the broker at %s wants a login. Set mqtt.username and mqtt.password"
                  .formatted(place);
      case IDENTIFIER_REJECTED ->
          "the broker at %s refuses the client id %s. Set another one as mqtt.client-id"
              .formatted(place, clientId);
      case UNSUPPORTED_PROTOCOL_VERSION ->
          "the broker at %s does not speak MQTT 3.1.1. Switch that on there".formatted(place);
      default ->
          "the broker at %s takes no connections now. If it stays so, look into its log"
              .formatted(place);
    };
  }

  private Optional<String> tls(Throwable thrown) {
    if (find(thrown, CertificateExpiredException.class).isPresent()
        || find(thrown, CertificateNotYetValidException.class).isPresent()) {
      return Optional.of(
          "the certificate of the broker at %s is not valid today. Renew it there, and check the clock of this machine"
              .formatted(place));
    }
    if (find(thrown, CertPathBuilderException.class).isPresent()
        || find(thrown, CertPathValidatorException.class).isPresent()) {
      return Optional.of(
          "the certificate of the broker at %s is signed by nobody who is trusted here. Set mqtt.ca-file to the certificate of the authority that signed it, in PEM%s"
              .formatted(place, settings.caFile().map(file -> "; now it is " + file).orElse("")));
    }
    Optional<CertificateException> certificate = find(thrown, CertificateException.class);
    if (certificate.isPresent()) {
      return Optional.of(
          "the certificate of the broker at %s is for another host (%s). Write mqtt.url with the name that stands in the certificate"
              .formatted(place, certificate.get().getMessage()));
    }
    return find(thrown, SSLException.class).map(fault -> noTls(fault.getMessage()));
  }

  private String noTls(String why) {
    return "no TLS comes about with the broker at %s (%s). Is that its port for TLS, usually 8883? For one without TLS write mqtt:// in mqtt.url"
        .formatted(place, why);
  }

  private String network(Throwable thrown) {
    String message = String.valueOf(root(thrown).getMessage());
    if (find(thrown, NoRouteToHostException.class).isPresent() || message.contains("unreachable")) {
      return "no way leads to the broker at %s (%s). Check mqtt.url, that the broker's machine is on, and that this machine is on its network"
          .formatted(place, message);
    }
    boolean timeout = isTimeout(thrown);
    if (find(thrown, ConnectException.class).isPresent() && !timeout) {
      return "nothing accepts connections at %s. Check mqtt.url, that the broker runs, and that it listens to other machines than its own"
          .formatted(place);
    }
    if (timeout) {
      return "the broker at %s does not answer. Check mqtt.url, and that it is an MQTT broker and runs"
          .formatted(place);
    }
    return "the connection to the broker at %s broke off (%s)".formatted(place, message);
  }

  private static boolean isTimeout(Throwable thrown) {
    return find(thrown, TimeoutException.class).isPresent()
        || chain(thrown)
            .map(link -> link.getClass().getSimpleName() + " " + link.getMessage())
            .anyMatch(text -> text.toLowerCase(Locale.ROOT).matches(".*time(d )?-?out.*"));
  }

  private static Throwable root(Throwable thrown) {
    return chain(thrown).reduce(thrown, (outer, inner) -> inner);
  }

  private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
    return chain(thrown).filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Itself and what caused it; not for ever, should something be its own cause. */
  private static Stream<Throwable> chain(Throwable thrown) {
    return Stream.iterate(thrown, link -> link != null, Throwable::getCause).limit(20);
  }
}
