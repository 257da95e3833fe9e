package fm.raido.controlroom.feed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.room.SampleTest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RoomFeedTest {
  private final Room room = SampleTest.room();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicReference<@Nullable Runnable> changed = new AtomicReference<>();

  @Test
  void aPictureThatCannotBePaintedIsNotTheLast() throws InterruptedException {
    try (RoomFeed feed = new RoomFeed(this::failsOnce, changed::set)) {
      feed.start();
      try (RoomFeed.Reader reader = feed.read().orElseThrow()) {
        assertThat(reader.next(null)).get().extracting(Frame::changes).isEqualTo(1L);
        assertThat(looks).hasValue(2);
      }
    }
  }

  private Room failsOnce() {
    if (looks.incrementAndGet() == 1) {
      requireNonNull(changed.get(), "told of no change").run();
      throw new ArithmeticException("long overflow");
    }
    return room;
  }
}
