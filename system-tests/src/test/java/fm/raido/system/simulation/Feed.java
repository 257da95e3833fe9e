package fm.raido.system.simulation;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.announcement.Violation;
import fm.raido.system.simulation.Weather.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests that arrive: new ones, the same again, rubbish, replays, and whole floods. */
final class Feed {
  private final Simulation sim;
  private final Dice dice;
  private final List<RequestReading> sent = new ArrayList<>();
  private int replays;

  Feed(Simulation sim, Dice dice) {
    this.sim = sim;
    this.dice = dice;
  }

  void request(String id) {
    boolean urgent = sim.weather().has(Fault.DEADLINES) && dice.chance(0.7);
    Instant now = Instant.ofEpochMilli(sim.now());
    request(id, urgent ? now.plusMillis(timeLeft()) : null);
  }

  private void request(String id, @Nullable Instant airBy) {
    Weather weather = sim.weather();
    int partition = dice.upTo(weather.partitions() - 1);
    RequestReading reading =
        new RequestReading.Valid(
            new AnnouncementRequest(
                AnnouncementRequest.SCHEMA_VERSION,
                id,
                "station-" + partition,
                AnnouncementKind.CUSTOM,
                null,
                "words " + dice.upTo(weather.words() - 1),
                null,
                null,
                airBy,
                Instant.ofEpochMilli(sim.now()),
                0));
    sent.add(reading);
    sim.topic().append(partition, reading);
    if (weather.has(Fault.TRANSACTIONAL_FEED)) {
      sim.topic().endTransaction(partition);
    }
  }

  private long timeLeft() {
    return dice.chance(0.5) ? dice.skewed(500, 60_000) : dice.between(4_000, 30_000);
  }

  /** A backlog: what waits stands between what is too late already. */
  void flood() {
    Instant late = Instant.ofEpochMilli(sim.now() - 1);
    double waiting = dice.pick(List.of(0.2, 0.35, 0.5, 1.0));
    for (int i = 0; i < sim.weather().requests(); i++) {
      request("f" + i, dice.chance(waiting) ? null : late);
    }
  }

  void rubbish() {
    int partition = dice.upTo(sim.topic().partitions() - 1);
    sim.topic()
        .append(
            partition,
            new RequestReading.Invalid(List.of(new Violation("", "?", "must be a request"))));
    sim.log().send(ProtectionLog.OUTSIDE, Optional.empty());
  }

  void repeat() {
    if (!sent.isEmpty() && dice.pick(sent) instanceof RequestReading.Valid again) {
      int partition = Integer.parseInt(again.request().station().substring("station-".length()));
      sim.topic().append(partition, again);
    }
  }

  /** A request of that place has become a dead letter; somebody may replay it. */
  void buried(int partition, int offset) {
    if (sim.storms(Fault.REPLAY)
        && sim.topic().records(partition).get(offset).reading()
            instanceof RequestReading.Valid(AnnouncementRequest request)
        && request.pass() < 3) {
      replays++;
      sim.timeline()
          .in(
              dice.skewed(10, 5_000),
              () -> {
                replays--;
                sim.topic()
                    .append(
                        partition, new RequestReading.Valid(request.inPass(request.pass() + 1)));
                sim.topic().endTransaction(partition);
              });
    }
  }

  /** Whether some replay is still to come. */
  boolean isOutstanding() {
    return replays > 0;
  }
}
