package fm.raido.traces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @ParameterizedTest
  @CsvSource({"00, false", "01, true", "02, false", "03, true"})
  void aHeaderSaysWhereASpanStandsAndWhetherItIsSampled(String flags, boolean sampled) {
    assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-" + flags))
        .isEqualTo(new TraceContext(TRACE, SPAN, sampled));
  }

  @Test
  void whatIsSaidCanBeRead() {
    for (boolean sampled : new boolean[] {true, false}) {
      TraceContext context = new TraceContext(TRACE, SPAN, sampled);
      assertThat(TraceContext.parse(context.traceparent())).isEqualTo(context);
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "hello",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
      })
  void anythingElseSaysNothing(@org.jspecify.annotations.Nullable String header) {
    assertThat(TraceContext.parse(header)).isNull();
  }
}
