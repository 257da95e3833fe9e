package fm.raido.controlroom.watch;

import fm.raido.controlroom.room.Room;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Keeps a model up to date: four threads that read, each from one or a few topics. */
public final class RoomWatch implements AutoCloseable {
  private final RoomModel model;
  private final GroupWatch group;
  private final List<Tail> tails;

  /** A watch that is not yet going. */
  public RoomWatch(RoomModel model, String bootstrapServers, Clock clock) {
    this(model, bootstrapServers, clock, ClientMeters.UNSEEN);
  }

  /** The same, with its Kafka clients' meters shown. */
  public RoomWatch(RoomModel model, String bootstrapServers, Clock clock, ClientMeters meters) {
    Readers readers = new Readers(bootstrapServers);
    this.model = model;
    this.group = new GroupWatch(model, readers);
    this.tails =
        List.of(
            new Tail(
                "protection",
                () -> readers.uncommitted("protection"),
                meters,
                new ProtectionFollower(model)),
            new Tail(
                "topics",
                () -> readers.committed("topics"),
                meters,
                new TopicsFollower(model, clock)),
            new Tail(
                "letters", () -> readers.committed("letters"), meters, new LettersFollower(model)));
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
