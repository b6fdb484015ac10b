package solar.aps.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A PostgreSQL with a user of its own and an empty database. */
public final class PostgreSql extends RealServer {
  public static final String USER = "aps";

  /** With what must be escaped somewhere on its way. */
  public static final String PASSWORD = "pg pa55&w+rd%/'\"x";

  /** It refuses to be root. */
  private static final String OTHER_THAN_ROOT = "postgres";

  private final Path data = folder().resolve("data");
  private final String bin;

  public PostgreSql() throws Exception {
    super("PostgreSQL");
    bin = Path.of(program(places())).getParent().toString();
    Path password = Files.writeString(folder().resolve("password"), PASSWORD);
    Files.createDirectory(data);
    if (isRoot()) {
      UserPrincipal other =
          folder()
              .getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(OTHER_THAN_ROOT);
      for (Path each : List.of(folder(), data, password)) {
        Files.setOwner(each, other);
      }
    }
    run(
        unprivileged(
            bin + "/initdb",
            "--pgdata=" + data,
            "--username=" + USER,
            "--pwfile=" + password,
            // the cheapest that asks for it: the hash of another costs more than all else here
            "--auth=password",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"));
  }

  /** Debian keeps its versions apart. */
  private static String[] places() {
    return Stream.concat(
            IntStream.rangeClosed(13, 30)
                .map(i -> 43 - i)
                .mapToObj(version -> "/usr/lib/postgresql/" + version + "/bin/initdb"),
            Stream.of("/usr/bin/initdb", "/usr/local/bin/initdb"))
        .toArray(String[]::new);
  }

  private static List<String> unprivileged(String... command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(
          List.of(
              "/usr/bin/setpriv",
              "--reuid=" + OTHER_THAN_ROOT,
              "--regid=" + OTHER_THAN_ROOT,
              "--clear-groups"));
    }
    all.addAll(List.of(command));
    return all;
  }

  @Override
  List<String> command() {
    return unprivileged(
        bin + "/postgres",
        "-D",
        data.toString(),
        "-p",
        Integer.toString(port()),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=",
        // it is killed, but the machine goes on
        "-c",
        "fsync=off");
  }

  @Override
  boolean isUp() {
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Its address for JDBC. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), USER, PASSWORD);
  }

  /** Runs statements. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query, each with a bar between two values. */
  public List<String> rows(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(i == 1 ? "" : "|").append(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }
}
