package fm.raido.controlroom.explain;

import fm.raido.controlroom.KafkaOption;
import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.scan.SlowProgress;
import fm.raido.controlroom.scan.TopicScan;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Json;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raido explain}. */
@Command(
    name = "explain",
    description =
        "Tells everything that ever happened to one request, in order, as far as the topics keep it.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it is told",
      "1:nothing is known of it, or Kafka or the topics are not there",
      "2:wrong usage or setting"
    },
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
  private static final Set<String> TOPICS =
      Set.of(
          TopicCatalogue.REQUESTS,
          TopicCatalogue.OUTCOMES,
          TopicCatalogue.DEAD_LETTERS,
          TopicCatalogue.PROTECTION);

  private final Settings settings;
  private final Clock clock;

  @Spec private CommandSpec spec;
  @Mixin private KafkaOption kafka = new KafkaOption();

  @Parameters(
      paramLabel = "REQUEST-ID",
      description =
          "The id that the producer answered with; or, for a record that could not be read,"
              + " _raido.requests-PARTITION-OFFSET.")
  private String id;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** With the settings in the environment. */
  public ExplainCommand() {
    this(Settings.of(System.getenv()), Clock.systemUTC());
  }

  // picocli sets spec and id before it calls anything.
  @SuppressWarnings("NullAway.Init")
  public ExplainCommand(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Subject subject =
        Subject.parse(id)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(), "REQUEST-ID is \"" + id + "\": must be " + Subject.RULE));
    return PlainErrors.run(spec, () -> explain(subject));
  }

  private int explain(Subject subject) {
    KafkaConnection connection = kafka.connection(settings);
    TopicAdmin.requireTopics(connection, TOPICS);
    HistoryCollector collector = collected(subject, connection);
    Optional<RequestHistory> history = collector.history(clock.instant());
    if (history.isEmpty()) {
      return unknown(subject, collector);
    }
    Narrative narrative = Narrative.of(history.get());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(narrative));
    } else {
      NarrativeText.lines(narrative).forEach(out::println);
    }
    out.flush();
    return PlainErrors.OK;
  }

  private HistoryCollector collected(Subject subject, KafkaConnection connection) {
    try (TopicScan scan =
        new TopicScan(connection, TopicCatalogue.WORKERS_GROUP, TopicAdmin.TIMEOUT)) {
      // The commits first: what they say is settled has its outcome in what is read after them.
      Map<Integer, CommitMark> marks = new HashMap<>();
      scan.committed(scan.partitions(List.of(TopicCatalogue.REQUESTS)))
          .forEach((partition, offset) ->
              marks.put(
                  partition.partition(), CommitMark.parse(offset.offset(), offset.metadata())));
      HistoryCollector collector = new HistoryCollector(subject, marks);
      scan.readAll(
          scan.partitions(TOPICS), new SlowProgress(spec.commandLine().getErr()), collector::take);
      return collector;
    }
  }

  private int unknown(Subject subject, HistoryCollector collector) {
    PrintWriter err = spec.commandLine().getErr();
    Optional<String> readable =
        collector
            .readable()
            .map(request ->
                "the record at %s can be read, it is the request %s: type `raido explain %s`"
                    .formatted(subject.id().substring(1), request, request));
    Optional<String> unreadable =
        collector
            .unreadable()
            .map(place ->
                "a record that no worker can read gives the id %s: type `raido explain %s`"
                    .formatted(subject.id(), place));
    err.println(
        readable
            .or(() -> unreadable)
            .orElse(
                "nothing is known of %s: it was never requested here, or longer ago than the topics keep it (requests 30 days, outcomes 7 days)"
                    .formatted(subject.id())));
    err.flush();
    return PlainErrors.FAILED;
  }
}
