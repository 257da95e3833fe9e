package fm.raido.controlroom.replay;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.letters.LetterTable;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Clock;
import java.time.Instant;
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
  private static final Set<String> TOPICS =
      Set.of(
          TopicCatalogue.REQUESTS,
          TopicCatalogue.OUTCOMES,
          TopicCatalogue.DEAD_LETTERS,
          TopicCatalogue.PROTECTION);

  private final String bootstrap;
  private final Clock clock;

  /**
   * @param bootstrap where the brokers are
   * @param clock says which deadlines have passed
   */
  public ReplayEngine(String bootstrap, Clock clock) {
    this.bootstrap = bootstrap;
    this.clock = clock;
  }

  /**
   * What a run of that plan would do to each letter that it chooses; changes nothing. What {@code
   * max}, pace and gate say is not asked.
   *
   * @throws CannotReachKafka if Kafka does not answer or has no such topic
   */
  public List<Forecast> forecast(ReplayPlan plan) {
    TopicAdmin.requireTopics(bootstrap, TOPICS);
    try (Admin admin = admin()) {
      Judge judge = new Judge(plan, new TopicLimits(bootstrap, admin));
      Instant now = clock.instant();
      return LetterTable.outstanding(bootstrap, plan.topic(), plan.filter()).stream()
          .map(letter -> new Forecast(letter, judge.forecast(letter, now)))
          .toList();
    }
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
    TopicAdmin.requireTopics(bootstrap, TOPICS);
    try (Admin admin = admin();
        LetterTable table = LetterTable.open(bootstrap, plan.topic(), plan.filter())) {
      Tally tally = new Tally(plan.run(), listener);
      table.readToEnd();
      table.freeze();
      return new ReplayRun(bootstrap, clock, plan, admin, table, tally, stop).run();
    }
  }

  private Admin admin() {
    int millis = Math.toIntExact(TopicAdmin.TIMEOUT.toMillis());
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "client.id",
            "raido-control-room",
            "default.api.timeout.ms",
            millis,
            "request.timeout.ms",
            millis,
            "reconnect.backoff.max.ms",
            250,
            "enable.metrics.push",
            false));
  }
}
