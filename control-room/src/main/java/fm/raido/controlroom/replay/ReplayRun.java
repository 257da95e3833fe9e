package fm.raido.controlroom.replay;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterTable;
import fm.raido.controlroom.replay.MoveResult.Landing;
import fm.raido.controlroom.replay.ReplayPlan.Action;
import fm.raido.controlroom.replay.ReplayProgress.Stage;
import fm.raido.protection.replay.Hindrance;
import fm.raido.protection.replay.ReplayVerdict.Stays;
import fm.raido.schemas.announcement.PassKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One run of the engine: takes turns over the partitions. For one thread, once. */
final class ReplayRun {
  /** Partitions with a producer at one time; with more of them the others come after. */
  private static final int LANES = 16;

  /** Brokers that fail over take seconds, a whole cluster's restart takes a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final String bootstrap;
  private final Clock clock;
  private final ReplayPlan plan;
  private final Admin admin;
  private final LetterTable table;
  private final Tally tally;
  private final StopSignal stop;
  private final Judge judge;
  private final Pacer pacer;
  private final Set<Integer> overtaken = new TreeSet<>();
  private @Nullable Elapsed failing;
  private String failure = "";

  ReplayRun(
      String bootstrap,
      Clock clock,
      ReplayPlan plan,
      Admin admin,
      LetterTable table,
      Tally tally,
      StopSignal stop) {
    this.bootstrap = bootstrap;
    this.clock = clock;
    this.plan = plan;
    this.admin = admin;
    this.table = table;
    this.tally = tally;
    this.stop = stop;
    this.judge = new Judge(plan, new TopicLimits(bootstrap, admin));
    this.pacer = new Pacer(plan.pace());
  }

  ReplayResult run() {
    Map<Integer, List<Letter>> going = choose();
    if (going.isEmpty() || !failure.isEmpty()) {
      return tally.end(false, failure);
    }
    ArrayDeque<Lane> lanes = new ArrayDeque<>();
    going.forEach((partition, letters) ->
        lanes.add(
            new Lane(
                new PartitionMover(bootstrap, new TopicPartition(plan.topic(), partition), table),
                letters)));
    boolean isReplay = plan.action() == Action.REPLAY;
    try (GateWatch gate = GateWatch.open(bootstrap, clock);
        AheadWatch ahead =
            AheadWatch.open(bootstrap, admin, going.keySet(), isReplay ? plan.ahead() : 0)) {
      turns(lanes, gate, ahead);
    } finally {
      lanes.forEach(lane -> lane.mover().close());
    }
    if (failure.isEmpty() && !overtaken.isEmpty()) {
      failure =
          "another run has taken over the letters of partition "
              + overtaken.toString().replaceAll("[\\[\\]]", "")
              + " and goes on there; call again for what it leaves";
    }
    return tally.end(stop.isStopped(), failure);
  }

  /** What goes, the oldest first, at most as many as wanted; what stays is told. */
  private Map<Integer, List<Letter>> choose() {
    List<Letter> letters = new ArrayList<>(table.letters());
    letters.sort(
        Comparator.comparing(Letter::failedAt)
            .thenComparingInt(letter -> letter.place().partition())
            .thenComparingLong(letter -> letter.place().offset()));
    if (plan.rules().corrections().text() != null && letters.size() > 1) {
      failure =
          "other words are for one letter, and "
              + letters.size()
              + " are chosen: name one of them by its id and pass, "
              + letters.getFirst().key();
      return Map.of();
    }
    Map<Integer, List<Letter>> going = new LinkedHashMap<>();
    Instant now = clock.instant();
    int go = 0;
    int stay = 0;
    for (Letter letter : letters) {
      if (go == plan.max()) {
        break;
      }
      if (plan.action() == Action.REPLAY && judge.verdict(letter, now) instanceof Stays stays) {
        stay++;
        tally.stays(letter, stays);
      } else {
        go++;
        going.computeIfAbsent(letter.place().partition(), p -> new ArrayList<>()).add(letter);
      }
    }
    tally.chosen(go + stay);
    tally.tell(Stage.READING, "");
    return going;
  }

  private void turns(ArrayDeque<Lane> lanes, GateWatch gate, AheadWatch ahead) {
    int idle = 0;
    while (!lanes.isEmpty() && failure.isEmpty() && !stop.isStopped()) {
      Lane lane = lanes.remove();
      boolean moved = false;
      if (plan.action() == Action.DISCARD || isOnAir(gate)) {
        moved = step(lane, ahead);
      }
      if (lane.isEmpty() || overtaken.contains(lane.partition())) {
        lane.mover().close();
      } else if (lanes.size() >= LANES && idle == 0) {
        // Those that have begun are finished before others begin.
        lanes.addFirst(lane);
      } else {
        putBack(lanes, lane);
      }
      idle = moved ? 0 : idle + 1;
      if (idle >= Math.min(LANES, lanes.size())) {
        rest(lanes, ahead);
      }
    }
    lanes.forEach(lane -> lane.mover().close());
  }

  /** Behind the others that have begun, before those that have not. */
  private static void putBack(ArrayDeque<Lane> lanes, Lane lane) {
    List<Lane> before = new ArrayList<>();
    while (before.size() < LANES - 1 && !lanes.isEmpty()) {
      before.add(lanes.remove());
    }
    lanes.addFirst(lane);
    before.reversed().forEach(lanes::addFirst);
  }

  /** Nothing moves: waits a moment for room, and says so. */
  private void rest(ArrayDeque<Lane> lanes, AheadWatch ahead) {
    if (failing == null
        && !lanes.isEmpty()
        && lanes.stream().limit(LANES).allMatch(lane -> ahead.room(lane.partition()) == 0)) {
      Lane first = lanes.getFirst();
      tally.tell(
          Stage.WAITING,
          "%d replayed requests of partition %d are not settled yet"
              .formatted(ahead.unsettled(first.partition()), first.partition()));
    }
    stop.await(LOOK);
  }

  /** Whether speech may be asked for; waits a moment where not. */
  private boolean isOnAir(GateWatch gate) {
    try {
      String quiet = gate.quiet(Duration.ZERO);
      if (quiet.isEmpty()) {
        return true;
      }
      failing = null;
      tally.tell(Stage.WAITING, quiet);
      stop.await(PAUSE);
      return false;
    } catch (KafkaException | CannotReachKafka e) {
      return kafkaFails(e.getMessage());
    }
  }

  private boolean step(Lane lane, AheadWatch ahead) {
    try {
      if (!lane.isOpen() && !open(lane)) {
        return false;
      }
      ahead.look(Duration.ZERO);
      int most = Math.min(lane.batch(), ahead.room(lane.partition()));
      int count = most == 0 ? 0 : pacer.take(most);
      return count > 0 && move(lane, count, ahead);
    } catch (KafkaException | CannotReachKafka e) {
      return kafkaFails(e.getMessage());
    }
  }

  private boolean open(Lane lane) {
    if (!lane.mover().open()) {
      overtaken.add(lane.partition());
      return false;
    }
    lane.opened();
    List<Letter> left = new ArrayList<>();
    for (Letter letter : lane.waiting()) {
      if (table.holds(letter)) {
        left.add(letter);
      } else if (table.removedBy(letter).filter(plan.run()::equals).isPresent()) {
        tally.done(1);
      } else {
        tally.takenByOthers();
      }
    }
    lane.keep(left);
    tally.tell(Stage.MOVING, "");
    return !lane.isEmpty();
  }

  private boolean move(Lane lane, int count, AheadWatch ahead) {
    Instant now = clock.instant();
    List<Letter> taken = lane.take(count);
    List<Letter> letters = new ArrayList<>();
    List<Outgoing> outgoing = new ArrayList<>();
    for (Letter letter : taken) {
      switch (judge.answer(letter, now)) {
        case Judge.Goes goes -> {
          letters.add(letter);
          outgoing.add(goes.outgoing());
        }
        case Judge.Remains remains -> tally.stays(letter, remains.why());
      }
    }
    if (outgoing.isEmpty()) {
      tally.tell(Stage.MOVING, "");
      return true;
    }
    return switch (lane.mover().move(outgoing)) {
      case MoveResult.Moved moved -> {
        failing = null;
        lane.wentWell();
        tally.done(outgoing.size());
        outgoing.forEach(one -> noteAhead(one, moved, ahead));
        tally.tell(Stage.MOVING, "");
        yield true;
      }
      case MoveResult.Overtaken _ -> {
        lane.failed(letters, lane.limit());
        overtaken.add(lane.partition());
        yield false;
      }
      case MoveResult.TooLarge large -> {
        if (letters.size() == 1) {
          tally.stays(letters.getFirst(), new Stays(Hindrance.TOO_LARGE, large.why()));
          lane.failed(List.of(), Lane.BATCH_MAX);
        } else {
          lane.failed(letters, 1);
        }
        yield true;
      }
      case MoveResult.Uncertain uncertain -> {
        lane.failed(letters, lane.limit() / 2);
        yield kafkaFails(uncertain.why());
      }
    };
  }

  private static void noteAhead(Outgoing one, MoveResult.Moved moved, AheadWatch ahead) {
    Landing landing = moved.landings().get(one.letter().identity());
    PassKey request = one.request().orElse(null);
    if (landing != null && request != null) {
      ahead.moved(landing.partition(), request, landing.offset());
    }
  }

  /** Waits a moment and tries again; at some time it is given up. */
  private boolean kafkaFails(@Nullable String why) {
    Elapsed since = failing;
    if (since == null) {
      failing = Elapsed.start();
    } else if (since.time().compareTo(PATIENCE) > 0) {
      failure =
          "Kafka at %s has not taken anything for %d s (%s): call again when it is back; what has gone is gone once"
              .formatted(bootstrap, PATIENCE.toSeconds(), why);
      return false;
    }
    tally.tell(Stage.WAITING, "Kafka does not take it now: " + why);
    stop.await(PAUSE);
    return false;
  }
}
