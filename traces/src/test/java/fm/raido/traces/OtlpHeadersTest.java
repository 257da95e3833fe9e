package fm.raido.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpHeadersTest {
  @Test
  void pairsAreReadAndPercentSignsDecoded() {
    assertThat(OtlpHeaders.parse("api-key=s3cret, Authorization = Bearer%20a+b=="))
        .contains(Map.of("api-key", "s3cret", "Authorization", "Bearer a+b=="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "key", "=value", "key=", "a b=c", "key=%zz", "key=%0d%0aX:y", "a=b,"})
  void anythingElseBreaksTheRule(String text) {
    assertThat(OtlpHeaders.parse(text)).isEmpty();
  }
}
