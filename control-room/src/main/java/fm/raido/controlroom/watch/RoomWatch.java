package fm.raido.controlroom.watch;

import fm.raido.controlroom.room.Room;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.IsolationLevel;

/** Keeps a model up to date: four threads that read, each from one or a few topics. */
public final class RoomWatch implements AutoCloseable {
  /** All that is followed. */
  static final Set<String> TOPICS =
      Set.of(
          TopicCatalogue.REQUESTS,
          TopicCatalogue.OUTCOMES,
          TopicCatalogue.DEAD_LETTERS,
          TopicCatalogue.PROTECTION,
          TopicCatalogue.HOST_PRESSURE);

  private final RoomModel model;
  private final GroupWatch group;
  private final List<Tail> tails;

  /** A watch that is not yet going. */
  public RoomWatch(RoomModel model, KafkaConnection kafka, Clock clock) {
    this(model, kafka, clock, ClientMeters.UNSEEN);
  }

  /** The same, with its Kafka clients' meters shown. */
  public RoomWatch(RoomModel model, KafkaConnection kafka, Clock clock, ClientMeters meters) {
    Readers readers = new Readers(kafka);
    this.model = model;
    Tail protection =
        new Tail(
            "protection",
            () -> readers.uncommitted("protection"),
            meters,
            new ProtectionFollower(model));
    Tail topics =
        new Tail(
            "topics", () -> readers.committed("topics"), meters, new TopicsFollower(model, clock));
    Tail letters =
        new Tail("letters", () -> readers.committed("letters"), meters, new LettersFollower(model));
    this.tails = List.of(protection, topics, letters);
    ReaderCheck check = new ReaderCheck(model);
    check.add(TopicCatalogue.PROTECTION, protection, IsolationLevel.READ_UNCOMMITTED);
    check.add(TopicCatalogue.REQUESTS, topics, IsolationLevel.READ_COMMITTED);
    check.add(TopicCatalogue.OUTCOMES, topics, IsolationLevel.READ_COMMITTED);
    check.add(TopicCatalogue.HOST_PRESSURE, topics, IsolationLevel.READ_COMMITTED);
    check.add(TopicCatalogue.DEAD_LETTERS, letters, IsolationLevel.READ_COMMITTED);
    this.group = new GroupWatch(model, readers, check);
  }

  /** Begins to read; returns at once. */
  public void start() {
    group.start();
    tails.forEach(Tail::start);
  }

  /**
   * Waits until everything that was there at the start has been read, dead letters aside.
   *
   * @return whether it has
   */
  public boolean awaitLoaded(Duration atMost) throws InterruptedException {
    return await(model::isLoaded, atMost);
  }

  /**
   * Waits until everything that was there at the start has been read.
   *
   * @return whether it has
   */
  public boolean awaitComplete(Duration atMost) throws InterruptedException {
    return await(model::isComplete, atMost);
  }

  private boolean await(BooleanSupplier done, Duration atMost) throws InterruptedException {
    CountDownLatch loaded = new CountDownLatch(1);
    Runnable look =
        () -> {
          if (done.getAsBoolean()) {
            loaded.countDown();
          }
        };
    model.onChange(look);
    look.run();
    return loaded.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Waits for a record that has just been appended and shows the brokers' time: an agent beats
   * every 5 s.
   *
   * @return whether there was one
   */
  public boolean awaitTime(Duration atMost) throws InterruptedException {
    return await(model::isTimeKnown, atMost);
  }

  /** The picture now. */
  public Room room() {
    return model.room();
  }

  @Override
  public void close() {
    group.close();
    tails.forEach(Tail::close);
  }
}
