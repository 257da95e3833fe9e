package fm.raido.benchmarks.pressure;

import fm.raido.benchmarks.BenchmarkFailed;
import fm.raido.schemas.wire.Json;
import fm.raido.testkit.process.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a speech host does in an ordinary night, for real. */
final class Work implements AutoCloseable {
  /** As many calls at a time as the cluster allows by default. */
  private static final int CALLS = 2;

  private static final int CLASSES = 40;
  private static final int METHODS = 40;
  private static final String TEXT =
      "Good evening. You are listening to the night show, and the next song has waited for its"
          + " moment all week. Stay with us, turn it up a little, and let the city sleep.";

  private final Path directory;
  private final Path sources;
  private final AtomicInteger spoken = new AtomicInteger();
  private @Nullable ChildJvm voice;
  private volatile boolean stopped;

  Work(Path directory) throws IOException {
    this.directory = directory;
    this.sources = Files.createDirectories(directory.resolve("sources"));
    List<String> files = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      Path file = sources.resolve("Generated" + i + ".java");
      Files.writeString(file, source(i));
      files.add(file.toString());
    }
    Files.write(sources.resolve("files"), files);
  }

  /** The built-in voice, two calls in flight without a pause, until this is closed. */
  void speak() {
    stopped = false;
    ChildJvm started =
        ChildJvm.of("voice", VoiceMain.class.getName())
            .directory(directory)
            .options(List.of("-XX:+UseSerialGC", "-Xmx256m"))
            .stopTime(Duration.ofSeconds(5))
            .start();
    voice = started;
    URI speech = URI.create(Announced.by(started, VoiceMain.READY) + "/v1/audio/speech");
    for (int i = 0; i < CALLS; i++) {
      Thread.ofPlatform().daemon().name("caller-" + i).start(() -> call(speech));
    }
  }

  /** Ends the voice. */
  void hush() {
    stopped = true;
    ChildJvm speaking = voice;
    voice = null;
    if (speaking != null) {
      speaking.kill();
    }
  }

  /** How many calls were answered with speech. */
  int spoken() {
    return spoken.get();
  }

  /** Two compilers at a time, to their end. */
  void compile() throws InterruptedException {
    String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
    List<Process> two = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      two.add(
          Shell.start(
              directory,
              List.of(
                  javac,
                  "-nowarn",
                  "-d",
                  directory.resolve("classes-" + i).toString(),
                  "@" + sources.resolve("files"))));
    }
    for (Process one : two) {
      if (one.waitFor() != 0) {
        throw new BenchmarkFailed("javac ended with " + one.exitValue());
      }
    }
  }

  /** The command that writes a log, compresses it, makes sure of it and deletes it. */
  List<String> logRotation(int mebibytes) {
    String log = directory.resolve("raido.log").toString();
    return List.of(
        "sh",
        "-c",
        "head -c %dM /dev/urandom | base64 | head -c %dM > %s && sync %s && gzip -f %s && sync %s.gz;"
                .formatted(mebibytes, mebibytes, log, log, log, log)
            + " rm -f %s %s.gz".formatted(log, log));
  }

  /** Runs a command to its end. */
  void run(List<String> command) throws InterruptedException {
    Process process = Shell.start(directory, command);
    Runnable ending = () -> Shell.end(process);
    AtEnd.remember(ending);
    process.waitFor();
    AtEnd.undo(ending);
  }

  private void call(URI speech) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(speech)
              .timeout(Duration.ofSeconds(30))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      Json.MAPPER.writeValueAsString(
                          Map.of("input", TEXT, "response_format", "wav", "voice", "kevin16"))))
              .build();
      while (!stopped) {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() == 200) {
          spoken.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // The voice is being stopped; how often it has spoken is asked at the end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String source(int number) {
    StringBuilder text = new StringBuilder("public class Generated" + number + " {\n");
    for (int m = 0; m < METHODS; m++) {
      text.append(
          """
            public static java.util.Map<String, java.util.List<Integer>> m%d(int n) {
              return java.util.stream.IntStream.range(0, n).boxed()
                  .collect(java.util.stream.Collectors.groupingBy(i -> "k" + i %% %d));
            }
          """
              .formatted(m, m + 2));
    }
    return text.append("}\n").toString();
  }

  @Override
  public void close() {
    hush();
  }
}
