package fm.raido.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that is run to its end. */
final class Command {
  private static final long SECONDS = 60;

  /** What came of it. */
  record Done(int exitCode, String out, String err) {}

  private Command() {}

  /** Whether a program of that name can be run. */
  static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
  }

  /** Runs it in {@code deploy}. */
  static Done run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("raido-deploy", ".out");
    Path err = Files.createTempFile("raido-deploy", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " does not end");
      }
      return new Done(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
