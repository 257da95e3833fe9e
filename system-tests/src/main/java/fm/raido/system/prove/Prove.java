package fm.raido.system.prove;

import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.system.audit.AuditFailed;
import fm.raido.system.cluster.ClusterFailed;
import fm.raido.system.cluster.Tuning;
import fm.raido.system.storm.StageFailed;
import fm.raido.testkit.process.ChildJvmFailed;
import fm.raido.testkit.process.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code raido prove}. */
@Command(
    name = "raido prove",
    mixinStandardHelpOptions = true,
    description =
        "Tries to break the promises: three brokers, four workers, a speech host and proxies between "
            + "them, as real processes on loopback, under kill -9, SIGSTOP, cut links, a full disk "
            + "and rubbish; then reads the topics and prints what came of each promise.",
    footer = {
      "",
      "Needs about 3 GB of memory, and as much time as it is given plus five minutes.",
      "Exit code: 0 all promises hold and all figures are met, 1 not, 2 wrong options.",
    })
public final class Prove implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final int REMOVE_TRIES = 50;
  private static final double MINUTES_MOST = 60;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--minutes",
      defaultValue = "5",
      paramLabel = "M",
      description = "how long the storm blows, from 0.2 to 60 (default: ${DEFAULT-VALUE})")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "which faults come in which order (default: another one each time)")
  private @Nullable Long seed;

  @Option(
      names = "--default-timeouts",
      description = "brokers with Kafka's own time-outs: a leader's death takes 13 s instead of 2")
  private boolean defaultTimeouts;

  @Option(
      names = "--group-protocol",
      defaultValue = "classic",
      paramLabel = "classic|consumer",
      description = "how the workers' group is kept (default: ${DEFAULT-VALUE})")
  private GroupProtocol protocol = GroupProtocol.CLASSIC;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "work in this new directory, and leave logs and data there")
  private @Nullable Path keep;

  /** Runs it as a program. */
  public static void main(String[] args) {
    // That brokers do not answer which were killed is no news.
    System.setProperty("logback.configurationFile", "fm/raido/system/prove/logback-prove.xml");
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Prove()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws Exception {
    if (!(minutes >= 0.2 && minutes <= MINUTES_MOST)) {
      throw new ParameterException(
          spec.commandLine(), "--minutes: '" + minutes + "': must be from 0.2 to 60");
    }
    Path kept = keep;
    if (kept != null && Files.exists(kept)) {
      throw new ParameterException(
          spec.commandLine(), "--keep: '" + kept + "': must not be there yet");
    }
    Path directory =
        kept == null
            ? Files.createTempDirectory("raido-prove-")
            : Files.createDirectories(kept).toAbsolutePath();
    Thread clean = new Thread(() -> remove(directory));
    if (kept == null) {
      Runtime.getRuntime().addShutdownHook(clean);
    }
    try {
      Report report =
          new Trial(
                  directory,
                  seed == null ? System.nanoTime() % 1_000_000 : seed,
                  Duration.ofMillis((long) (minutes * 60_000)),
                  defaultTimeouts ? Tuning.DEFAULTS : Tuning.TUNED,
                  protocol,
                  this::tell)
              .withComeback();
      ReportText.lines(report).forEach(this::say);
      return report.isGood() ? 0 : 1;
    } catch (StageFailed | ClusterFailed | ChildJvmFailed | AuditFailed e) {
      spec.commandLine()
          .getErr()
          .println("raido prove: the trial could not be held: " + e.getMessage());
      return 1;
    }
  }

  private void tell(String line) {
    say(LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + line);
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  /** Processes that are being killed at the same time may still write into it. */
  private static void remove(Path directory) {
    for (int tries = 1; ; tries++) {
      try {
        Directories.delete(directory);
        return;
      } catch (IOException e) {
        if (tries == REMOVE_TRIES) {
          System.err.println("raido prove: " + directory + " could not be removed: " + e);
          return;
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
  }
}
