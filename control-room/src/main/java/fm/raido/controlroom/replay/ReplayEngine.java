package fm.raido.controlroom.replay;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.letters.Deadline;
import fm.raido.controlroom.letters.LetterTable;
import fm.raido.controlroom.letters.ReadingTurn;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.traces.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * Replays and discards dead letters. Safe for use by any thread: each run has connections of its
 * own. Two runs on the same letters do no harm: each partition is worked on by one of them, the one
 * that came last.
 */
public final class ReplayEngine {
  /** Whoever asks at a page gives up after 30 s. */
  private static final Duration FORECAST = Duration.ofSeconds(20);

  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final KafkaConnection kafka;
  private final Clock clock;
  private final int most;
  private final ReadingTurn turn;
  private final Traces traces;

  /**
   * One of a program of its own, which holds as many letters as it must.
   *
   * @param kafka where the brokers are
   * @param clock says which deadlines have passed
   */
  public ReplayEngine(KafkaConnection kafka, Clock clock) {
    this(kafka, clock, Traces.OFF);
  }

  /**
   * The same, with traces.
   *
   * @param traces its caller's, who closes them
   */
  public ReplayEngine(KafkaConnection kafka, Clock clock, Traces traces) {
    this(kafka, clock, Integer.MAX_VALUE, new ReadingTurn(), traces);
  }

  private ReplayEngine(
      KafkaConnection kafka, Clock clock, int most, ReadingTurn turn, Traces traces) {
    this.kafka = kafka;
    this.clock = clock;
    this.most = most;
    this.turn = turn;
    this.traces = traces;
  }

  /**
   * One of a program that has other things to do: plans that choose more than {@link
   * LetterTable#SHARED_MAX} letters are refused with {@code TooManyLetters}.
   *
   * @param turn in which a run reads; a forecast leaves it to its caller
   * @param traces its caller's, who closes them
   */
  public static ReplayEngine shared(
      KafkaConnection kafka, Clock clock, ReadingTurn turn, Traces traces) {
    return new ReplayEngine(kafka, clock, LetterTable.SHARED_MAX, turn, traces);
  }

  /**
   * What a run of that plan would do, letter by letter, in the order in which it takes them; no
   * more than the plan takes at most go. Changes nothing. What pace and gate say is not asked.
   *
   * @throws CannotReachKafka if Kafka does not answer (here, where the letters are shared, within
   *     20 s), or has no such topic
   * @throws PlanRefused if the plan does not fit the letters
   */
  public List<Forecast> forecast(ReplayPlan plan) {
    Deadline deadline = most == Integer.MAX_VALUE ? Deadline.NONE : Deadline.in(FORECAST);
    TopicAdmin.requireTopics(kafka, topics(plan));
    try (Connection connection = new Connection(admin())) {
      Judge judge =
          new Judge(plan, new TopicLimits(kafka, connection.admin(), deadline), ReplaySpans.OFF);
      Instant now = clock.instant();
      List<Forecast> forecasts = new ArrayList<>();
      Choice.each(
          plan,
          LetterTable.outstanding(kafka, plan.topic(), plan.filter(), most, deadline),
          letter -> judge.answer(letter, now),
          (letter, answer) -> forecasts.add(Forecast.of(letter, answer)));
      return forecasts;
    }
  }

  /** What must be there: a discard writes to the dead letters alone. */
  private static Set<String> topics(ReplayPlan plan) {
    return switch (plan.action()) {
      case DISCARD -> Set.of(TopicCatalogue.DEAD_LETTERS);
      case REPLAY ->
          Set.of(
              TopicCatalogue.REQUESTS,
              TopicCatalogue.OUTCOMES,
              TopicCatalogue.DEAD_LETTERS,
              TopicCatalogue.PROTECTION);
    };
  }

  /**
   * Does what the plan says, and returns when all that was chosen is done, stays, or was taken by
   * others; when it is told to stop; or when it cannot go on. In any case each letter has then
   * either gone, with its request and its tombstone, or stayed; the next run goes on from there.
   *
   * @throws CannotReachKafka if Kafka is not there at the beginning; nothing was done then
   * @throws fm.raido.schemas.topic.TopicsNotReady if a topic is missing; nothing was done then
   */
  public ReplayResult run(ReplayPlan plan, ReplayListener listener, StopSignal stop) {
    TopicAdmin.requireTopics(kafka, topics(plan));
    try (Connection connection = new Connection(admin());
        LetterTable table =
            LetterTable.open(kafka, plan.topic(), plan.filter(), most, Deadline.NONE)) {
      Tally tally = new Tally(plan.run(), listener);
      turn.inTurn(table::readToEnd);
      table.freeze();
      return new ReplayRun(kafka, clock, plan, connection.admin(), table, tally, stop, traces)
          .run();
    }
  }

  /** Waits no longer for answers that nobody wants any more. */
  private record Connection(Admin admin) implements AutoCloseable {
    @Override
    public void close() {
      admin.close(CLOSE);
    }
  }

  private Admin admin() {
    int millis = Math.toIntExact(TopicAdmin.TIMEOUT.toMillis());
    return Admin.create(
        kafka.client(
            Map.of(
                "client.id",
                "raido-control-room",
                "default.api.timeout.ms",
                millis,
                "request.timeout.ms",
                millis,
                "reconnect.backoff.max.ms",
                250,
                "enable.metrics.push",
                false)));
  }
}
