package fm.raido.controlroom.topics;

import fm.raido.controlroom.KafkaOption;
import fm.raido.controlroom.PlainErrors;
import fm.raido.schemas.settings.Durations;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.Topic;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.topic.TopicChange;
import fm.raido.schemas.topic.TopicFinding;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code raido topics apply|check}. */
@Command(
    name = "topics",
    description = "Creates and checks the topics.",
    mixinStandardHelpOptions = true)
public final class TopicsCommand implements Callable<Integer> {
  private static final Duration WAIT_MIN = Duration.ofSeconds(1);
  private static final Duration WAIT_MAX = Duration.ofMinutes(10);

  private final Settings settings;

  @Spec private CommandSpec spec;

  /** With the settings in the environment. */
  public TopicsCommand() {
    this(Settings.of(System.getenv()));
  }

  // picocli sets the spec before it calls anything.
  @SuppressWarnings("NullAway.Init")
  public TopicsCommand(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "topics: say what, apply or check");
  }

  /** Creates what is missing; with force, also changes what is wrong. */
  @Command(
      name = "apply",
      description =
          "Creates the topics that are missing; changes nothing that is there without --force.",
      mixinStandardHelpOptions = true)
  int apply(
      @Mixin KafkaOption kafka,
      @Option(
              names = "--force",
              description = "Also add partitions and set topic settings that are wrong.")
          boolean force,
      @Option(
              names = "--wait",
              paramLabel = "TIME",
              defaultValue = "5s",
              description =
                  "How long to wait for brokers that are only starting, 1s to 10m (default:"
                      + " ${DEFAULT-VALUE}).")
          String wait) {
    return PlainErrors.run(
        spec,
        () -> {
          Duration patience = patience(wait);
          int replication = settings.get(RaidoSettings.REPLICATION);
          List<Topic> topics = topics(replication);
          try (TopicAdmin admin = TopicAdmin.connect(kafka.connection(settings), patience)) {
            for (TopicChange change : admin.apply(topics, replication, force)) {
              out().println(change.words());
            }
            return report(admin.check(topics, replication));
          }
        });
  }

  /** Compares the topics with what they must be. */
  @Command(
      name = "check",
      description = "Says which topics are missing or wrong, and what to type.",
      mixinStandardHelpOptions = true)
  int check(@Mixin KafkaOption kafka) {
    return PlainErrors.run(
        spec,
        () -> {
          int replication = settings.get(RaidoSettings.REPLICATION);
          try (TopicAdmin admin = TopicAdmin.connect(kafka.connection(settings))) {
            return report(admin.check(topics(replication), replication));
          }
        });
  }

  private static Duration patience(String wait) {
    return Durations.parse(wait)
        .filter(time -> time.compareTo(WAIT_MIN) >= 0 && time.compareTo(WAIT_MAX) <= 0)
        .orElseThrow(
            () -> new WrongSetting("--wait", wait, "a duration from 1s to 10m, such as 15s or 5m"));
  }

  private List<Topic> topics(int replication) {
    return TopicCatalogue.topics(settings.get(RaidoSettings.PARTITIONS), replication);
  }

  private int report(List<TopicFinding> findings) {
    boolean blocked = false;
    for (TopicFinding finding : findings) {
      blocked |= finding.blocks();
      (finding.blocks() ? spec.commandLine().getErr() : out()).println(finding.words());
    }
    if (findings.isEmpty()) {
      out().println("all topics are as they should be");
    }
    out().flush();
    spec.commandLine().getErr().flush();
    return blocked ? PlainErrors.FAILED : PlainErrors.OK;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
