package fm.raido.benchmarks.pressure;

import fm.raido.agent.record.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raido bench replay}: what each rule does on recordings, as a table. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Say of each recording what our rule and others' do on it, as a table.")
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings (*.jsonl.gz).")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(head());
    for (Path file : files) {
      out.println(row(name(file), Recording.read(file)));
    }
    out.flush();
    return 0;
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
  }

  static String head() {
    String rules = Peer.all().stream().map(Peer::title).collect(Collectors.joining(" | "));
    return "| recording | %s | %s |%n|---|%s"
        .formatted(Verdict.OURS, rules, "---|".repeat(Peer.all().size() + 1));
  }

  static String row(String name, Recording recording) {
    return Verdict.all(recording).stream()
        .map(Verdict::words)
        .collect(Collectors.joining(" | ", "| `" + name + "` | ", " |"));
  }
}
