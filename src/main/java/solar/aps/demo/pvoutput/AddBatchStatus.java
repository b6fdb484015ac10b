package solar.aps.demo.pvoutput;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rules by which PVOutput takes or refuses many statuses at once. */
final class AddBatchStatus {
  private static final List<String> COLUMNS =
      Stream.concat(Stream.of("d", "t"), IntStream.rangeClosed(1, 12).mapToObj(n -> "v" + n))
          .toList();

  private final Account account;
  private final AddStatus addStatus;
  private final Set<String> ignored = ConcurrentHashMap.newKeySet();

  AddBatchStatus(Account account, AddStatus addStatus) {
    this.account = account;
    this.addStatus = addStatus;
  }

  /**
   * A good row.
   *
   * @param dateAndTime as they were sent
   * @param taken whether the status is to be stored
   */
  record Row(String dateAndTime, StoredStatus status, boolean taken) {}

  /** From now on takes no row of this slot, and gives no reason. */
  void ignore(String slot) {
    ignored.add(slot);
  }

  /**
   * The rows in the order sent.
   *
   * @param data rows joined by semicolons, their fields by commas
   * @throws Refusal if there are too many, or for the first row that PVOutput would not take
   */
  List<Row> read(String data) throws Refusal {
    if (data.isEmpty()) {
      throw Refusal.bad("Invalid data format, no rows");
    }
    String[] lines = data.split(";");
    if (lines.length > account.batchRows()) {
      throw Refusal.bad("Too many rows [" + lines.length + "], at most " + account.batchRows());
    }
    List<Row> rows = new ArrayList<>();
    for (String line : lines) {
      Map<String, String> fields = fields(line);
      StoredStatus status = addStatus.read(fields);
      rows.add(
          new Row(
              fields.get("d") + "," + fields.get("t"), status, !ignored.contains(status.slot())));
    }
    return rows;
  }

  private static Map<String, String> fields(String line) throws Refusal {
    String[] values = line.split(",");
    if (values.length > COLUMNS.size()) {
      throw Refusal.bad("Invalid data format [" + line + "]");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int column = 0; column < values.length; column++) {
      fields.put(COLUMNS.get(column), values[column]);
    }
    return fields;
  }

  /** The line that shows of every row whether it was stored (1) or not (0). */
  static String answer(List<Row> rows) {
    return rows.stream()
        .map(row -> row.dateAndTime() + "," + (row.taken() ? 1 : 0))
        .collect(Collectors.joining(";"));
  }
}
