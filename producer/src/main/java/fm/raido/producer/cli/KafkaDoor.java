package fm.raido.producer.cli;

import fm.raido.producer.guard.StormGuard;
import fm.raido.producer.history.AnnouncementMemory;
import fm.raido.producer.history.AnnouncementView;
import fm.raido.producer.history.HistoryConsumers;
import fm.raido.producer.history.HistoryReader;
import fm.raido.producer.intake.Intake;
import fm.raido.producer.intake.IntakeReading;
import fm.raido.producer.intake.IntakeTally;
import fm.raido.producer.intake.TakeResult;
import fm.raido.producer.publish.KafkaRequestPublisher;
import fm.raido.producer.publish.PublisherSettings;
import fm.raido.producer.start.ProducerSettings;
import fm.raido.producer.tracing.AnnounceSpans;
import fm.raido.producer.tracing.TracedPublisher;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.traces.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Straight to the brokers, through an intake of its own: the same checks, and the same cool-down,
 * for it reads back what was requested lately. Only the limit a second is the producer's alone.
 */
final class KafkaDoor implements Door {
  private static final Duration CATCH_UP = Duration.ofSeconds(10);

  private final AnnouncementMemory memory = AnnouncementMemory.ofOneDay();
  private final DefaultKafkaProducerFactory<byte[], byte[]> factory;
  private final HistoryReader history;
  private final Intake intake;
  private final Traces traces;
  private final AnnounceSpans spans;

  private KafkaDoor(
      KafkaConnection kafka, Duration cooldown, Set<String> stations, Traces traces, Clock clock) {
    this.traces = traces;
    this.spans = new AnnounceSpans(traces, clock);
    StormGuard guard = new StormGuard(cooldown, memory);
    factory = PublisherSettings.factory(kafka);
    history =
        new HistoryReader(
            HistoryConsumers.of(kafka),
            memory,
            (request, at) -> guard.seen(request, at, clock.instant()),
            cooldown,
            clock);
    intake =
        new Intake(
            stations,
            guard,
            TracedPublisher.of(
                new KafkaRequestPublisher(PublisherSettings.template(factory), "/announce"),
                traces,
                clock),
            IntakeTally.none(),
            clock);
  }

  /**
   * Opens the door; what was requested within the cool-down is known then.
   *
   * @param traces its own from then on
   * @throws fm.raido.schemas.topic.TopicsNotReady if brokers or topics are not there
   */
  static KafkaDoor open(
      KafkaConnection kafka, Duration cooldown, Set<String> stations, Traces traces, Clock clock)
      throws InterruptedException {
    TopicAdmin.requireTopics(kafka, ProducerSettings.RIGHTS);
    KafkaDoor door = new KafkaDoor(kafka, cooldown, stations, traces, clock);
    door.history.start();
    door.history.awaitCaughtUp(CATCH_UP);
    return door;
  }

  @Override
  public DoorAnswer send(ObjectNode raw, @Nullable String key) {
    return switch (intake.read(raw, key)) {
      case IntakeReading.Invalid(var violations) ->
          new DoorAnswer.Refused(
              violations.stream().map(Object::toString).collect(Collectors.joining("; ")));
      case IntakeReading.Valid(var request) ->
          answer(
              spans.of(traceparent ->
                  intake.take(request, traceparent, PublisherSettings.ANSWER_WITHIN)));
    };
  }

  private static DoorAnswer answer(TakeResult result) {
    return switch (result) {
      case TakeResult.Accepted(var id) -> new DoorAnswer.Taken(id, false);
      case TakeResult.Duplicate(var id) -> new DoorAnswer.Taken(id, true);
      case TakeResult.CoolingDown(var _, var until) ->
          new DoorAnswer.Refused("this track was announced lately; again after " + until);
      case TakeResult.IdTaken(var id, var station) ->
          new DoorAnswer.Refused("the id " + id + " belongs to station " + station);
      case TakeResult.NotTaken(var _, var reason) ->
          new DoorAnswer.Later(Duration.ofSeconds(2), reason);
      case TakeResult.Unknown(var _, var reason) ->
          new DoorAnswer.Later(Duration.ofSeconds(2), reason);
    };
  }

  @Override
  public Optional<JsonNode> find(String id) {
    return memory.find(id).map(known -> AnnouncementView.of(id, known));
  }

  @Override
  public void close() {
    history.close();
    factory.destroy();
    traces.close();
  }
}
