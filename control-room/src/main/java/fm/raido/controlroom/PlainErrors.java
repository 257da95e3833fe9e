package fm.raido.controlroom;

import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicsNotReady;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Model.CommandSpec;

/** Turns what can go wrong for an operator into a line on standard error and an exit code. */
public final class PlainErrors {
  /** It was done. */
  public static final int OK = 0;

  /** It could not be done. */
  public static final int FAILED = 1;

  /** What was asked makes no sense, or a setting is wrong. */
  public static final int USAGE = 2;

  private PlainErrors() {}

  /** The exit code of the work, or of what went wrong with it. */
  public static int run(CommandSpec spec, IntSupplier work) {
    try {
      return work.getAsInt();
    } catch (WrongSetting e) {
      return tell(spec, e, USAGE);
    } catch (TopicsNotReady | CannotReachKafka | KafkaException e) {
      return tell(spec, e, FAILED);
    }
  }

  private static int tell(CommandSpec spec, RuntimeException e, int exitCode) {
    String message = e.getMessage();
    spec.commandLine().getErr().println(message == null ? e.toString() : message);
    spec.commandLine().getErr().flush();
    return exitCode;
  }
}
