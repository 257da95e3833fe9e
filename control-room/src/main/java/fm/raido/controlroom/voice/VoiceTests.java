package fm.raido.controlroom.voice;

import fm.raido.controlroom.room.Announcement;
import fm.raido.controlroom.watch.RoomModel;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.connection.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes voice tests, one every 5 s, and knows the last 100. Safe for use by any thread. */
public final class VoiceTests {
  /** Each takes a call of the cluster's few: a page that asks on and on must not use them up. */
  public static final Duration APART = Duration.ofSeconds(5);

  private static final int KEPT = 100;

  private final RoomModel model;
  private final Function<AnnouncementRequest, Instant> publish;
  private final LongSupplier nanoTime;
  private final Map<String, Instant> made =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > KEPT;
        }
      };
  private @Nullable Long lastNanos;

  /** Tests that are published to that cluster. */
  public VoiceTests(RoomModel model, KafkaConnection kafka) {
    this(model, new RequestWriter(kafka)::publish, System::nanoTime);
  }

  VoiceTests(
      RoomModel model, Function<AnnouncementRequest, Instant> publish, LongSupplier nanoTime) {
    this.model = model;
    this.publish = publish;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes the turn of a test.
   *
   * @return how long to wait before the next try; zero where the turn is the caller's
   */
  public synchronized Duration turn() {
    long now = nanoTime.getAsLong();
    Long last = lastNanos;
    Duration left = last == null ? Duration.ZERO : APART.minusNanos(now - last);
    if (left.isPositive()) {
      return left;
    }
    lastNanos = now;
    return Duration.ZERO;
  }

  /**
   * Publishes a test.
   *
   * @throws fm.raido.controlroom.CannotReachKafka if the brokers do not say that they have it
   */
  public VoiceTest make(AnnouncementRequest request) {
    // First: its end must not come before somebody remembers it.
    model.ask(request.id());
    Instant at = publish.apply(request);
    synchronized (made) {
      made.put(request.id(), at);
    }
    return new VoiceTest(request.id(), location(request.id()), at, false, null);
  }

  /** A test and what became of it; empty where it is none of the last. */
  public Optional<VoiceTest> find(String id) {
    Instant at;
    synchronized (made) {
      at = made.get(id);
    }
    if (at == null) {
      return Optional.empty();
    }
    Announcement announcement = model.asked(id).orElse(null);
    return Optional.of(new VoiceTest(id, location(id), at, announcement != null, announcement));
  }

  private static String location(String id) {
    return "/api/voice-tests/" + id;
  }
}
