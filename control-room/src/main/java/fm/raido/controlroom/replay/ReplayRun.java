package fm.raido.controlroom.replay;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.letters.Deadline;
import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterTable;
import fm.raido.controlroom.replay.MoveResult.Landing;
import fm.raido.controlroom.replay.ReplayPlan.Action;
import fm.raido.controlroom.replay.ReplayProgress.Stage;
import fm.raido.protection.replay.Hindrance;
import fm.raido.protection.replay.ReplayVerdict.Stays;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.traces.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final KafkaConnection kafka;
  private final Clock clock;
  private final ReplayPlan plan;
  private final Admin admin;
  private final LetterTable table;
  private final Tally tally;
  private final StopSignal stop;
  private final ReplaySpans spans;
  private final Judge judge;
  private final Pacer pacer;
  private final Trouble trouble = new Trouble(Elapsed.start()::time);
  private final Set<Integer> overtaken = new TreeSet<>();
  private final Set<Integer> targets = new TreeSet<>();
  private String failure = "";

  ReplayRun(
      KafkaConnection kafka,
      Clock clock,
      ReplayPlan plan,
      Admin admin,
      LetterTable table,
      Tally tally,
      StopSignal stop,
      Traces traces) {
    this.kafka = kafka;
    this.clock = clock;
    this.plan = plan;
    this.admin = admin;
    this.table = table;
    this.tally = tally;
    this.stop = stop;
    this.spans = new ReplaySpans(traces, plan.run());
    this.judge = new Judge(plan, new TopicLimits(kafka, admin, Deadline.NONE), spans);
    this.pacer = new Pacer(plan.pace());
  }

  ReplayResult run() {
    Map<Integer, List<Going>> going;
    try {
      going = choose();
    } catch (PlanRefused e) {
      return tally.end(false, String.valueOf(e.getMessage()));
    }
    if (going.isEmpty()) {
      return tally.end(false, "");
    }
    Lanes lanes =
        new Lanes(going.entrySet().stream().map(it -> lane(it.getKey(), it.getValue())).toList());
    boolean isReplay = plan.action() == Action.REPLAY;
    // A discard asks nothing of the speech host: whether the station is quiet is no matter to it.
    try (@Nullable GateWatch gate = isReplay ? GateWatch.open(kafka, clock) : null;
        AheadWatch ahead = AheadWatch.open(kafka, admin, targets, plan.ahead())) {
      turns(lanes, gate, ahead);
    } finally {
      lanes.close();
    }
    if (failure.isEmpty() && !overtaken.isEmpty()) {
      failure =
          "another run has taken over the letters of partition "
              + overtaken.toString().replaceAll("[\\[\\]]", "")
              + " and goes on there; call again for what it leaves";
    }
    return tally.end(stop.isStopped(), failure);
  }

  private Lane lane(int partition, List<Going> letters) {
    return new Lane(
        new PartitionMover(kafka, new TopicPartition(plan.topic(), partition), table), letters);
  }

  /** What goes, by the partition where it lies; what stays is told. */
  private Map<Integer, List<Going>> choose() {
    Map<Integer, List<Going>> going = new LinkedHashMap<>();
    Instant now = clock.instant();
    Choice.each(
        plan,
        table.letters(),
        letter -> judge.answer(letter, now),
        (letter, answer) -> {
          tally.chosen();
          switch (answer) {
            case Judge.Goes goes -> {
              int target = goes.outgoing().target();
              if (target != Going.NO_REQUEST) {
                targets.add(target);
              }
              going
                  .computeIfAbsent(letter.place().partition(), p -> new ArrayList<>())
                  .add(new Going(letter, target));
            }
            case Judge.Remains remains -> tally.stays(letter, remains.why());
          }
        });
    tally.tell(Stage.READING, "");
    return going;
  }

  private void turns(Lanes lanes, @Nullable GateWatch gate, AheadWatch ahead) {
    int idle = 0;
    while (!lanes.isEmpty() && failure.isEmpty() && !stop.isStopped()) {
      Lane lane = lanes.next();
      boolean moved = (gate == null || isOnAir(gate)) && step(lane, ahead);
      if (lane.isEmpty() || overtaken.contains(lane.partition())) {
        lane.mover().close();
      } else {
        lanes.putBack(lane, idle == 0);
      }
      idle = moved ? 0 : idle + 1;
      if (lanes.wentAround(idle)) {
        rest(lanes, ahead);
      }
    }
  }

  /** Nothing moves: waits a moment for room, and says so. */
  private void rest(Lanes lanes, AheadWatch ahead) {
    if (!trouble.isOn()
        && !lanes.isEmpty()
        && lanes.all(lane -> lane.isOpen() && lane.batch(ahead::room) == 0)) {
      int target = lanes.first().target();
      tally.tell(
          Stage.WAITING,
          "%d replayed requests of partition %d are not settled yet"
              .formatted(ahead.unsettled(target), target));
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
      trouble.over();
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
      int most = lane.batch(ahead::room);
      if (most == 0) {
        // Kafka answers: what is waited for from here on are the workers.
        trouble.over();
        return false;
      }
      int count = pacer.take(most);
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
    List<Going> left = new ArrayList<>();
    for (Going going : lane.waiting()) {
      Letter letter = going.letter();
      if (table.holds(letter)) {
        left.add(going);
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
    List<Going> letters = new ArrayList<>();
    List<Outgoing> outgoing = new ArrayList<>();
    for (Going going : lane.take(count)) {
      switch (judge.answer(going.letter(), now)) {
        case Judge.Goes goes -> {
          letters.add(going);
          outgoing.add(goes.outgoing());
        }
        case Judge.Remains remains -> tally.stays(going.letter(), remains.why());
      }
    }
    if (outgoing.isEmpty()) {
      tally.tell(Stage.MOVING, "");
      return true;
    }
    return switch (lane.mover().move(outgoing)) {
      case MoveResult.Moved moved -> {
        trouble.over();
        lane.wentWell();
        tally.done(outgoing.size());
        Instant end = clock.instant();
        outgoing.forEach(one -> {
          noteAhead(one, moved, ahead);
          spans.moved(one, moved.landings().get(one.letter().identity()), now, end);
        });
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
          tally.stays(letters.getFirst().letter(), new Stays(Hindrance.TOO_LARGE, large.why()));
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
    if (trouble.failed()) {
      failure =
          "Kafka at %s has not taken anything for %d s (%s): call again when it is back; what has gone is gone once"
              .formatted(kafka, Trouble.PATIENCE.toSeconds(), why);
      return false;
    }
    tally.tell(Stage.WAITING, "Kafka does not take it now: " + why);
    stop.await(PAUSE);
    return false;
  }
}
