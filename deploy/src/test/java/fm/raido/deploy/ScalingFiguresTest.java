package fm.raido.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScalingFiguresTest {
  private static final String DOCS =
      ManifestFiles.text(Path.of("../docs/scaling.md")).replaceAll("\\n +", " ");
  private static final Settings DEFAULTS = Settings.of(Map.of());

  @Test
  void theDocsFiguresFollowFromItsInputs() {
    assertThat(DOCS).contains(FleetTable.text());
  }

  /** The numbers of stations from which each thing is felt, in two digits that count. */
  @Test
  void whatBreaksFirstFollowsToo() {
    Fleet one = new Fleet(1);
    int perMinute = DEFAULTS.get(RaidoSettings.TTS_MAX_PER_MINUTE);
    RaidoSettings.Dedup dedup = DEFAULTS.get(RaidoSettings.DEDUP_WINDOW);
    int partitions = DEFAULTS.get(RaidoSettings.PARTITIONS);
    assertDocs("%s stations on the mean", perMinute / 60.0 / one.mean());
    assertDocs("%s stations at the peak", Fleet.CALLS_OF_A_HOST / Fleet.CALL_SECONDS / one.peak());
    assertDocs("the rest is full at %s stations", (256 - 64) * 1024 * 1024 / one.foldBytes());
    assertDocs(
        "enough for the ids of %s stations",
        partitions * dedup.ids() / (double) dedup.window().toSeconds() / one.mean());
    assertDocs(
        "without deadlines at %s stations", partitions * Fleet.WINDOW / (6 * 3_600.0) / one.mean());
    assertThat(DOCS).contains("%.0f kB".formatted(one.foldBytes() / 1_000));
    Fleet most = new Fleet(10_000);
    assertThat(DOCS)
        .contains("%.0f records a second to all".formatted(most.allRecords()))
        .contains("%.0f kB a second of".formatted(most.logBytes() / 1_000));
  }

  private static void assertDocs(String words, double stations) {
    double unit = Math.pow(10, Math.floor(Math.log10(stations)) - 1);
    long rounded = Math.round(Math.round(stations / unit) * unit);
    assertThat(DOCS).contains(words.formatted(String.format(Locale.ROOT, "%,d", rounded)));
  }

  /** Weights stand in the text as they are reckoned with. */
  @Test
  void weightsAreThoseThatAreReckonedWith() {
    assertThat(DOCS)
        .contains(Fleet.ASKED_BYTES + " B for an ask, " + Fleet.ENDED_BYTES + " for an end, ")
        .contains(Fleet.BEAT_BYTES + " for a beat, and " + Fleet.BATCH_BYTES + " for each batch")
        .contains(Fleet.FOLD_BYTES_A_CALL + " B of live heap for each call")
        .contains(Fleet.REQUEST_BYTES + " B a request and " + Fleet.OUTCOME_BYTES + " an outcome");
  }

  /** A limit of the programs stands in their sources, and there alone. */
  @Test
  void limitsAreThoseOfThePrograms() {
    assertSource(
        "dj-worker/src/main/java/fm/raido/worker/intake/Flow.java",
        "RECORDS_MAX = ([0-9_]+)",
        Fleet.WINDOW);
    assertSource(
        "control-room/src/main/java/fm/raido/controlroom/watch/TopicsFollower.java",
        "OUTCOMES_MAX = ([0-9_]+)",
        Fleet.READ_BACK);
    assertSource(
        "producer/src/main/java/fm/raido/producer/history/HistoryReader.java",
        "LOOK_BACK_RECORDS = ([0-9_]+)",
        Fleet.READ_BACK);
  }

  private static void assertSource(String file, String pattern, int value) {
    String source = ManifestFiles.text(Path.of("..").resolve(file));
    assertThat(Pattern.compile(pattern).matcher(source).results())
        .singleElement()
        .satisfies(found ->
            assertThat(Integer.parseInt(found.group(1).replace("_", ""))).isEqualTo(value));
  }
}
