package fm.raido.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void aChildIsOfItsParentsTraceAndSampledAsItIs() {
    TraceContext parent =
        new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    TraceContext child = new Sampling(0).begin(parent, random);
    assertThat(child.traceId()).isEqualTo(parent.traceId());
    assertThat(child.sampled()).isTrue();
    assertThat(child.spanId()).isNotEqualTo(parent.spanId()).matches("[0-9a-f]{16}");
  }

  @Test
  void aParentThatIsNotSampledStaysAsItIs() {
    TraceContext parent =
        new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", false);
    assertThat(new Sampling(1).begin(parent, random)).isEqualTo(parent);
  }

  @Test
  void ofTheTracesThatBeginHereAShareIsSampled() {
    assertThat(sampledOf(1_000, 0)).isZero();
    assertThat(sampledOf(1_000, 1)).isEqualTo(1_000);
    assertThat(sampledOf(10_000, 0.1)).isBetween(900L, 1_100L);
  }

  private long sampledOf(int traces, double share) {
    Sampling sampling = new Sampling(share);
    return IntStream.range(0, traces)
        .mapToObj(_ -> sampling.begin(null, random))
        .filter(TraceContext::sampled)
        .count();
  }

  @Test
  void aRootIsAValidContext() {
    TraceContext root = new Sampling(1).begin(null, random);
    assertThat(TraceContext.parse(root.traceparent())).isEqualTo(root);
  }
}
