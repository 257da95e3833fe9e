package fm.raido.controlroom;

import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicsNotReady;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raido control-room}: the server, in the foreground, until Ctrl-C. */
@Command(
    name = "control-room",
    mixinStandardHelpOptions = true,
    description = "Run the control room: the operator's page and its API.")
public final class ControlRoomCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    try {
      ControlRoomProgram program = ControlRoomProgram.start(Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(program::close, "raido-control-room-stop"));
      spec.commandLine().getOut().println("control room: " + program.url() + " ; Ctrl-C stops it");
      spec.commandLine().getOut().flush();
      // Only the signal ends it, and then the hook above.
      new CountDownLatch(1).await();
      return PlainErrors.OK;
    } catch (WrongSetting e) {
      return refused(e, PlainErrors.USAGE);
    } catch (TopicsNotReady | StartRefused | PortTaken e) {
      return refused(e, PlainErrors.FAILED);
    }
  }

  private int refused(RuntimeException e, int exitCode) {
    spec.commandLine().getErr().println("raido control-room: " + e.getMessage());
    spec.commandLine().getErr().flush();
    return exitCode;
  }
}
