package fm.raido.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import fm.raido.localkafka.LocalKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker in a process of its own, so that it can be stopped in the middle of a call. */
record FrozenBroker(Process process, String bootstrapServers) implements AutoCloseable {
  private static final String READY = "broker at ";

  static FrozenBroker start(Path directory) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FrozenBroker.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Not closed: the stream belongs to the process.
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = out.readLine();
    while (!requireNonNull(line, "the broker has not started").startsWith(READY)) {
      line = out.readLine();
    }
    return new FrozenBroker(process, line.substring(READY.length()));
  }

  /** Sends {@code -STOP} or {@code -CONT}. */
  void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process itself; ends by being killed. */
  public static void main(String[] args) throws InterruptedException {
    LocalKafka broker = LocalKafka.start(Path.of(args[0]), 0);
    System.out.println(READY + broker.bootstrapServers());
    new CountDownLatch(1).await();
  }
}
