package fm.raido.benchmarks.pressure;

import fm.raido.agent.record.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code raido bench plot}: recordings as pictures. */
@Command(
    name = "plot",
    mixinStandardHelpOptions = true,
    description =
        "Draw recordings as SVG: pressure, our level, and when each rule closes the gate.")
public final class PlotCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings (*.jsonl.gz).")
  private List<Path> files = List.of();

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "Pictures go there.")
  private Path to = Path.of("");

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(to);
    for (Path file : files) {
      String name = ReplayCommand.name(file);
      Files.writeString(
          to.resolve("pressure-" + name + ".svg"), Plot.of(name, Recording.read(file)));
    }
    return 0;
  }
}
