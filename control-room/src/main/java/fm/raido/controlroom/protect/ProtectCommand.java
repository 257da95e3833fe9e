package fm.raido.controlroom.protect;

import fm.raido.controlroom.KafkaOption;
import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.Printable;
import fm.raido.controlroom.log.ProtectionLogReader;
import fm.raido.controlroom.log.ProtectionLogWriter;
import fm.raido.controlroom.status.StatusPicture;
import fm.raido.controlroom.status.StatusText;
import fm.raido.protection.fold.HostView;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.settings.Settings;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raido protect on|off|forget}. */
@Command(
    name = "protect",
    description = "Switches speech off and on for the whole cluster.",
    mixinStandardHelpOptions = true)
public final class ProtectCommand implements Callable<Integer> {
  private final Settings settings;
  private final Clock clock;

  @Spec private CommandSpec spec;

  /** With the settings in the environment. */
  public ProtectCommand() {
    this(Settings.of(System.getenv()), Clock.systemUTC());
  }

  // picocli sets the spec before it calls anything.
  @SuppressWarnings("NullAway.Init")
  public ProtectCommand(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "protect: say what, on, off or forget");
  }

  /** Closes the gate of every worker. */
  @Command(
      name = "on",
      description = "No speech is asked for until it is switched off, or the time is over.",
      mixinStandardHelpOptions = true)
  int on(
      @Mixin KafkaOption kafka,
      @Option(names = "--reason", required = true, description = "Why, for whoever looks later.")
          String reason,
      @Option(
              names = "--for",
              paramLabel = "TIME",
              description = "How long, such as 10m; at most, and else, 7d.")
          @Nullable String time,
      @Option(
              names = "--who",
              description = "Who says so; else this machine's user, as user@machine.")
          @Nullable String who) {
    words("--reason", reason);
    Duration duration = time == null ? SwitchRules.LONGEST : duration(time);
    ProtectionRecord.SwitchSet record =
        new ProtectionRecord.SwitchSet(true, reason, who(who), duration);
    return PlainErrors.run(
        spec,
        () -> {
          Instant at =
              ProtectionLogWriter.append(kafka.connection(settings), record, clock.instant());
          out().printf("protection is on until %s%n", StatusText.time(at.plus(duration)));
          return state(kafka, at);
        });
  }

  /** Takes the operator's cause away. */
  @Command(
      name = "off",
      description = "Speech may be asked for again, as far as the operator is concerned.",
      mixinStandardHelpOptions = true)
  int off(
      @Mixin KafkaOption kafka,
      @Option(names = "--reason", description = "Why, for whoever looks later.")
          @Nullable String reason,
      @Option(
              names = "--who",
              description = "Who says so; else this machine's user, as user@machine.")
          @Nullable String who) {
    String why = reason == null ? "switched off" : reason;
    words("--reason", why);
    ProtectionRecord.SwitchSet record = new ProtectionRecord.SwitchSet(false, why, who(who), null);
    return PlainErrors.run(
        spec,
        () -> {
          Instant at =
              ProtectionLogWriter.append(kafka.connection(settings), record, clock.instant());
          out().println("protection is off");
          return state(kafka, at);
        });
  }

  /** Takes a host out of the picture until it is heard again. */
  @Command(
      name = "forget",
      description = "A speech host that will not come back no longer counts as silent.",
      mixinStandardHelpOptions = true)
  int forget(
      @Mixin KafkaOption kafka,
      @Parameters(paramLabel = "HOST", description = "The name that its agent gave.") String host,
      @Option(
              names = "--who",
              description = "Who says so; else this machine's user, as user@machine.")
          @Nullable String who) {
    ProtectionRecord.HostForgotten record = new ProtectionRecord.HostForgotten(host, who(who));
    return PlainErrors.run(
        spec,
        () -> {
          ProtectionFold fold = ProtectionLogReader.foldToEnd(kafka.connection(settings));
          List<String> known = fold.hosts(fold.time()).stream().map(HostView::host).toList();
          if (!known.contains(host)) {
            spec.commandLine()
                .getErr()
                .println(
                    Printable.line(
                        "no host %s was heard; known: %s"
                            .formatted(host, known.isEmpty() ? "none" : String.join(", ", known))));
            return PlainErrors.FAILED;
          }
          Instant at =
              ProtectionLogWriter.append(kafka.connection(settings), record, clock.instant());
          out().println(Printable.line(host + " is forgotten until it is heard again"));
          return state(kafka, at);
        });
  }

  /**
   * One line on what holds now: another cause may be left.
   *
   * @param at when the brokers took the word: their now, whatever this machine's clock says
   */
  private int state(KafkaOption kafka, Instant at) {
    out()
        .println(
            StatusText.headline(
                StatusPicture.of(ProtectionLogReader.foldToEnd(kafka.connection(settings)), at)));
    out().flush();
    return PlainErrors.OK;
  }

  private Duration duration(String text) {
    return SwitchRules.time(text)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(), SwitchRules.timeFault("--for", text).toString()));
  }

  private String who(@Nullable String who) {
    String name = who == null ? OsUser.name() : who;
    words("--who", name);
    return name;
  }

  private void words(String option, String text) {
    if (SwitchRules.fault(option, text).isPresent()) {
      throw new ParameterException(spec.commandLine(), option + " " + SwitchRules.WORDS);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
