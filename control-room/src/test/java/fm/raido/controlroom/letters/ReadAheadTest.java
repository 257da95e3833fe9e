package fm.raido.controlroom.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class ReadAheadTest {
  private static final ReadAhead.Batch MORE = new ReadAhead.Batch(ConsumerRecords.empty(), false);
  private static final ReadAhead.Batch LAST = new ReadAhead.Batch(ConsumerRecords.empty(), true);

  @Test
  void takesEachBatchOnceAndAsksNoMoreAfterTheLast() {
    AtomicInteger asked = new AtomicInteger();
    try (ReadAhead ahead = new ReadAhead(() -> asked.incrementAndGet() < 3 ? MORE : LAST)) {
      assertThat(ahead.take()).isSameAs(MORE);
      assertThat(ahead.take()).isSameAs(MORE);
      assertThat(ahead.take()).isSameAs(LAST);
    }

    assertThat(asked).hasValue(3);
  }

  @Test
  void readsOneBatchAheadAndNoMore() throws Exception {
    Semaphore asked = new Semaphore(0);
    AtomicInteger times = new AtomicInteger();
    try (ReadAhead ahead =
        new ReadAhead(() -> {
          times.incrementAndGet();
          asked.release();
          return MORE;
        })) {
      ahead.take();
      // The one that was taken, and the one behind it, which nobody has asked for yet.
      asked.acquire(2);
    }

    assertThat(times).hasValue(2);
  }

  @Test
  void throwsWhatTheSourceThrows() {
    TimeoutException late = new TimeoutException("no answer");
    try (ReadAhead ahead =
        new ReadAhead(() -> {
          throw late;
        })) {
      assertThatExceptionOfType(TimeoutException.class).isThrownBy(ahead::take).isSameAs(late);
    }
  }

  @Test
  void leavesTheSourceAloneOnceItIsClosed() throws Exception {
    CompletableFuture<Void> isAsked = new CompletableFuture<>();
    AtomicInteger inside = new AtomicInteger();
    ReadAhead ahead =
        new ReadAhead(() -> {
          inside.incrementAndGet();
          isAsked.complete(null);
          new CompletableFuture<Void>().completeOnTimeout(null, 200, TimeUnit.MILLISECONDS).join();
          inside.decrementAndGet();
          return MORE;
        });
    isAsked.get();

    ahead.close();

    assertThat(inside).hasValue(0);
  }
}
