package fm.raido.benchmarks.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.agent.record.Recording;
import fm.raido.agent.record.RecordingHeader;
import fm.raido.agent.record.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class PeerTest {
  @Test
  void fiveBadChecksTenSecondsApartAreNeededAndFourAreNot() {
    assertThat(new Peer.FiveChecks().fires(use(39, 100))).isEmpty();
    assertThat(new Peer.FiveChecks().fires(use(60, 100)).getFirst().from()).isEqualTo(40_000);
    assertThat(new Peer.FiveChecks().fires(use(60, 94))).isEmpty();
  }

  @Test
  void oomdWaitsForThirtySecondsOfMemoryStall() {
    Peer oomd = new Peer.Oomd();
    assertThat(oomd.fires(memoryAverage(29, 61))).isEmpty();
    assertThat(oomd.fires(memoryAverage(60, 60))).isEmpty();
    assertThat(oomd.fires(memoryAverage(60, 61)).getFirst().from()).isEqualTo(30_000);
  }

  @Test
  void aRuleThatFiresAgainAfterAPauseFiresTwice() {
    Recording twice = of(12, s -> sample(s, s == 2 || s == 8 ? 95 : 0, 0, 0, null));
    assertThat(new Peer.Avg10().fires(twice))
        .containsExactly(new Peer.Span(2_000, 3_000), new Peer.Span(8_000, 9_000));
  }

  @Test
  void loadCountsForEachCore() {
    assertThat(new Peer.LoadAverage().fires(of(3, s -> sample(s, 0, 0, 4.0, null)))).isEmpty();
    assertThat(new Peer.LoadAverage().fires(of(3, s -> sample(s, 0, 0, 4.1, null)))).hasSize(1);
  }

  private static Recording use(int seconds, double percent) {
    return of(seconds, s -> sample(s, 0, 0, 0, percent));
  }

  private static Recording memoryAverage(int seconds, double percent) {
    return of(seconds, s -> sample(s, 0, percent, 0, null));
  }

  private static Recording of(int seconds, IntFunction<Sample> sample) {
    List<Sample> samples = new ArrayList<>();
    for (int s = 0; s <= seconds; s++) {
      samples.add(sample.apply(s));
    }
    return new Recording(
        RecordingHeader.of(Instant.EPOCH, "Linux", 2, 1_024, "", "made up"), samples, List.of());
  }

  private static Sample sample(
      int second,
      double cpuSome10,
      double memoryFull10,
      double load1,
      @org.jspecify.annotations.Nullable Double use) {
    return new Sample(
        second * 1_000.0, 0, 0, 0, 0, 0, cpuSome10, 0, memoryFull10, 0, 0, 1, 0, load1, use, use);
  }
}
