package solar.aps.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.storage.FolderTrial;

/** What a look at the outbox of a sink shows, for {@code --check}. */
public final class OutboxCheck {
  private OutboxCheck() {}

  /**
   * @param sink the ID of the sink
   */
  public static Finding of(Settings settings, String sink) {
    String step = "outbox of " + sink;
    Path folder = Forwarder.folder(settings.get(CommonKeys.DATA_DIR), sink);
    try {
      List<String> odd = OutboxFolder.look(folder);
      return odd.isEmpty()
          ? Finding.good(Link.SINK, step, folder + " can be written")
          : Finding.warning(
              Link.SINK,
              step,
              String.join("; ", odd)
                  + "; it is left alone. Move it away, or give this user the right to it");
    } catch (IOException e) {
      return Finding.bad(Link.SINK, step, FolderTrial.refusal(folder, e));
    }
  }
}
