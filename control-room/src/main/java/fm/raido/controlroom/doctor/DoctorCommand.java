package fm.raido.controlroom.doctor;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.KafkaOption;
import fm.raido.controlroom.PlainErrors;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.wire.Json;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raido doctor}. */
@Command(
    name = "doctor",
    description =
        "Walks the checklist: each line says good, or what is wrong and the next command to type.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing is wrong (there may be warnings)",
      "1:something is wrong",
      "2:wrong usage, or KAFKA_BOOTSTRAP_SERVERS is no address",
      "3:nothing is wrong, but it is quiet: the protection does its work"
    },
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
  /** A person waits so long; every question to the brokers is shorter. */
  private static final Duration AT_MOST = Duration.ofSeconds(9);

  private final Settings settings;
  private final Clock clock;

  @Spec private CommandSpec spec;
  @Mixin private KafkaOption kafka = new KafkaOption();

  @Option(
      names = "--speak",
      description =
          "Also have a short announcement spoken, through Kafka and within the cluster's limits"
              + " (for station "
              + SpokenCheck.STATION
              + ", which nobody airs; a minute at most).")
  private boolean speak;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** With the settings in the environment. */
  public DoctorCommand() {
    this(Settings.of(System.getenv()), Clock.systemUTC());
  }

  // picocli sets the spec before it calls anything.
  @SuppressWarnings("NullAway.Init")
  public DoctorCommand(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    return PlainErrors.run(spec, () -> print(diagnosis(kafka.connection(settings))));
  }

  private Diagnosis diagnosis(KafkaConnection connection) {
    try (Cluster cluster = Cluster.connect(connection, clock)) {
      return Diagnosis.of(
          clock.instant(),
          new Checklist(
                  checks(cluster),
                  speak ? SpokenCheck.PATIENCE.plus(AT_MOST) : AT_MOST,
                  cluster::stillReading)
              .walk());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotReachKafka(connection, "interrupted");
    }
  }

  private List<Check> checks(Cluster cluster) {
    List<Check> checks =
        new ArrayList<>(
            List.of(
                new BrokersCheck(cluster),
                new TopicsCheck(cluster, settings),
                new SettingsCheck(cluster, settings),
                new ClockCheck(cluster, clock),
                new AgentsCheck(cluster),
                new SpeechCheck(cluster, settings)));
    if (speak) {
      checks.add(new SpokenCheck(cluster, clock));
    }
    checks.addAll(
        List.of(
            new BreakerCheck(cluster),
            new GateCheck(cluster),
            new WorkersCheck(cluster),
            new LagCheck(cluster),
            new OldestWaitCheck(cluster, settings),
            new LettersCheck(cluster),
            new StoreCheck(cluster, settings)));
    return checks;
  }

  private int print(Diagnosis diagnosis) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(diagnosis));
    } else {
      diagnosis.lines().forEach(out::println);
    }
    out.flush();
    return diagnosis.exitCode();
  }
}
