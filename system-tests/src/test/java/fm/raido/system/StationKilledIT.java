package fm.raido.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole station under signals: broker and worker die together, and the next start goes on. */
class StationKilledIT {
  private static final int REQUESTS = 60;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "TTS_MAX_PER_MINUTE",
          "120",
          "TTS_TIMEOUT",
          "3s",
          "TTS_GRACE",
          "2s",
          "PRODUCER_PORT",
          "0");

  @TempDir Path dir;

  @Test
  void killedInTheMiddleOfAShowLosesNothingAndSaysNothingTwice() throws IOException {
    Path show = dir.resolve("show.jsonl");
    Files.write(
        show,
        IntStream.range(0, REQUESTS)
            .mapToObj(i ->
                "{\"station\":\"s%d\",\"kind\":\"custom\",\"id\":\"r%d\",\"text\":\"This is announcement number %d of a long night.\"}"
                    .formatted(i % 5, i, i))
            .toList());
    try (StationProcess first = StationProcess.start(dir, SETTINGS, "--show", show.toString())) {
      await("some announcements")
          .atMost(Duration.ofMinutes(3))
          .until(() -> count(first.output(), "  spoken  ") >= 8);
      first.kill();
    }
    try (StationProcess second =
        StationProcess.start(dir, SETTINGS, "--once", "--show", show.toString(), "--json")) {
      assertThat(second.awaitEnd(120)).describedAs(second.output()).isZero();
    }

    try (LocalKafka kafka = LocalKafka.start(dir.resolve("data/kafka"), 0)) {
      Topics topics = new Topics(kafka.bootstrapServers());
      List<String> requested =
          topics.requests().stream().map(AnnouncementRequest::id).distinct().sorted().toList();
      List<String> ended = topics.outcomes().stream().map(Outcome::id).sorted().toList();
      assertThat(requested).hasSize(REQUESTS);
      assertThat(ended).isEqualTo(requested);
    }
  }

  @Test
  void terminatedInTheMiddleOfAShowFinishesItsCallsAndTheNextStartGoesOn() throws IOException {
    Path show = dir.resolve("show.jsonl");
    Files.write(
        show,
        IntStream.range(0, 30)
            .mapToObj(i ->
                "{\"station\":\"main\",\"kind\":\"custom\",\"id\":\"t%d\",\"text\":\"Evening line number %d.\"}"
                    .formatted(i, i))
            .toList());
    Map<String, String> slow = Map.of("TTS_MAX_PER_MINUTE", "12", "PRODUCER_PORT", "0");
    try (StationProcess first = StationProcess.start(dir, slow, "--show", show.toString())) {
      await("some announcements")
          .atMost(Duration.ofMinutes(3))
          .until(() -> count(first.output(), "  spoken  ") >= 5);
      first.terminate();
      assertThat(first.awaitEnd(50)).isZero();
      assertThat(first.output()).contains("requests: ").doesNotContain("Exception");
    }
    try (StationProcess second = StationProcess.start(dir, SETTINGS, "--once")) {
      assertThat(second.awaitEnd(120)).describedAs(second.output()).isZero();
      assertThat(second.output()).contains("(0 waiting)");
    }
    try (LocalKafka kafka = LocalKafka.start(dir.resolve("data/kafka"), 0)) {
      Map<String, Long> outcomes =
          new Topics(kafka.bootstrapServers())
              .outcomes().stream()
                  .collect(Collectors.groupingBy(Outcome::id, Collectors.counting()));
      assertThat(outcomes)
          .hasSize(30)
          .allSatisfy((id, n) -> assertThat(n).describedAs(id).isEqualTo(1));
    }
  }

  private static int count(String text, String word) {
    return (text.length() - text.replace(word, "").length()) / word.length();
  }
}
