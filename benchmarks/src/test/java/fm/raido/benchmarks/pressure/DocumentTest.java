package fm.raido.benchmarks.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.agent.record.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void theDocumentSaysOfEachRecordingWhatTheRulesDo() throws IOException {
    String document = Files.readString(ROOT.resolve("docs/host-pressure.md"));
    Path recordings = ROOT.resolve("health-agent/src/test/resources/recordings");
    List<Path> files;
    try (var all = Files.list(recordings)) {
      files = all.toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(7);
    assertThat(document).contains(ReplayCommand.head());
    for (Path file : files) {
      assertThat(document)
          .contains(ReplayCommand.row(ReplayCommand.name(file), Recording.read(file)));
      assertThat(document).contains("images/pressure-" + ReplayCommand.name(file) + ".svg");
      assertThat(ROOT.resolve("docs/images/pressure-" + ReplayCommand.name(file) + ".svg"))
          .isRegularFile();
    }
  }
}
