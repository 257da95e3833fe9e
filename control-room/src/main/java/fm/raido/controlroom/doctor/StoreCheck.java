package fm.raido.controlroom.doctor;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicsNotReady;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Is there room for audio, and is it the store that the workers share? */
final class StoreCheck implements Check {
  private final Cluster cluster;
  private final Settings settings;

  StoreCheck(Cluster cluster, Settings settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "audio store";
  }

  @Override
  public List<Finding> look() {
    Path dir = settings.get(RaidoSettings.TTS_CACHE_DIR);
    StoreView view;
    try {
      view = StoreView.read(dir);
    } catch (IOException e) {
      return List.of(new Finding.Wrong("it cannot be read: " + e, "ls -la " + dir));
    }
    return List.of(judge(dir, view, shared(), settings.get(RaidoSettings.TTS_CACHE_MAX)));
  }

  /** The marker that the workers go by; the disk can be looked at without it. */
  private Optional<String> shared() {
    try {
      return cluster.log().rules().map(FoldSettings::store);
    } catch (CannotReachKafka | TopicsNotReady e) {
      return Optional.empty();
    }
  }

  static Finding judge(Path dir, StoreView view, Optional<String> shared, long maxBytes) {
    if (!view.exists()) {
      return new Finding.Skipped(
          "%s (TTS_CACHE_DIR) is not on this machine: look where the workers run".formatted(dir));
    }
    if (view.writeFault().isPresent()) {
      return new Finding.Wrong(
          "%s cannot be written: %s".formatted(dir, view.writeFault().get()), "df -h " + dir);
    }
    if (shared.isPresent() && !view.marker().equals(shared)) {
      return new Finding.Wrong(
          "%s %s: is the volume mounted, and TTS_CACHE_DIR right?"
              .formatted(
                  dir,
                  view.marker().isEmpty()
                      ? "has no marker, the workers' store is elsewhere"
                      : "is not the store that the workers share (another marker)"),
          "ls -la " + dir);
    }
    long mayGrow = Math.max(0, maxBytes - view.used());
    String words =
        "%s takes %s of %s, %s are free"
            .formatted(dir, size(view.used()), size(maxBytes), size(view.free()));
    return view.free() < mayGrow
        ? new Finding.Warning(words + ": the disk is full before the store is", "df -h " + dir)
        : new Finding.Good(words);
  }

  private static String size(long bytes) {
    return bytes >= 1L << 30
        ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20));
  }
}
