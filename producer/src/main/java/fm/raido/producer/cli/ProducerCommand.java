package fm.raido.producer.cli;

import fm.raido.producer.ProducerProgram;
import fm.raido.producer.start.StartRefused;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicsNotReady;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raido producer}: the server, in the foreground, until Ctrl-C. */
@Command(
    name = "producer",
    mixinStandardHelpOptions = true,
    description = "Run the producer: intake over HTTP, and AzuraCast's hook.")
public final class ProducerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    try {
      ProducerProgram program = ProducerProgram.start(Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(program::close, "raido-producer-stop"));
      spec.commandLine()
          .getOut()
          .println(
              "producer: taking announcements at port " + program.port() + "; Ctrl-C stops it");
      spec.commandLine().getOut().flush();
      // Only the signal ends it, and then the hook above.
      new CountDownLatch(1).await();
      return 0;
    } catch (WrongSetting e) {
      return refused(e, 2);
    } catch (TopicsNotReady | StartRefused e) {
      return refused(e, 1);
    }
  }

  private int refused(RuntimeException e, int exitCode) {
    spec.commandLine().getErr().println("raido producer: " + e.getMessage());
    spec.commandLine().getErr().flush();
    return exitCode;
  }
}
