package fm.raido.station;

import fm.raido.localkafka.LocalKafka;
import fm.raido.localkafka.LocalKafkaException;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.worker.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code raido kafka}: the station's broker alone, for programs that are processes of their own.
 */
@Command(
    name = "kafka",
    mixinStandardHelpOptions = true,
    description = {
      "Run the station's one broker alone, on loopback, until Ctrl-C: to try the programs one by one.",
      "It has no topics until `raido topics apply` has made them."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:stopped", "1:the broker cannot start, or gave up", "2:wrong usage"})
final class KafkaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "Where its data is kept; a station's directory will do (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Its port; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw new WrongSetting("--port", Integer.toString(port), "a number from 0 to 65535");
    }
    try (LocalKafka broker =
        LocalKafka.start(Files.createDirectories(data).resolve("kafka"), port)) {
      StopSignal stop = StopSignal.install();
      say("kafka: takes clients at " + broker.bootstrapServers() + "; Ctrl-C stops it");
      CompletableFuture<Object> end = CompletableFuture.anyOf(stop.asked(), broker.fault());
      end.get();
      return broker.fault().isDone() ? failed(broker.fault().get()) : ExitCode.OK;
    } catch (LocalKafkaException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed("the data directory " + data + " cannot be made: " + e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reason to stop never fails", e);
    }
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private int failed(String why) {
    spec.commandLine().getErr().println("raido kafka: " + why);
    spec.commandLine().getErr().flush();
    return ExitCode.SOFTWARE;
  }
}
