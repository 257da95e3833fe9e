package fm.raido.schemas.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private final Refusals refusals = new Refusals();

  @Test
  void areKnownUnderWhateverLiesAroundThem() {
    assertThat(Refusals.isOne(new SaslAuthenticationException("no"))).isTrue();
    assertThat(
            Refusals.isOne(
                new ExecutionException(
                    new KafkaException(GroupAuthorizationException.forGroupId("g")))))
        .isTrue();
    assertThat(Refusals.isOne(new TimeoutException("away"))).isFalse();
  }

  @Test
  void areSaidOnceAMinuteEach() {
    Throwable group = GroupAuthorizationException.forGroupId("g");
    long minute = Duration.ofMinutes(1).toNanos();
    assertThat(refusals.isNews(group, 5)).isTrue();
    assertThat(refusals.isNews(new KafkaException(group), 6)).isFalse();
    assertThat(refusals.isNews(new SaslAuthenticationException("no"), 6)).isTrue();
    assertThat(refusals.isNews(group, 4 + minute)).isFalse();
    assertThat(refusals.isNews(group, 5 + minute)).isTrue();
  }

  @Test
  void keepNothingElseFromBeingSaid() {
    assertThat(refusals.isNews(new TimeoutException("away"), 1)).isTrue();
    assertThat(refusals.isNews(new TimeoutException("away"), 2)).isTrue();
  }
}
