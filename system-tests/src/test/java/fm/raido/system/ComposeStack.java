package fm.raido.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.settings.RaidoSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The containers of {@code docker-compose.yml}, as a project of their own beside whatever else the
 * engine runs, with settings of their own and free ports. Closing it removes them and their data;
 * images stay.
 */
final class ComposeStack implements AutoCloseable {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration BUILD = Duration.ofMinutes(20);
  private static final Duration MOMENT = Duration.ofMinutes(3);

  private final String project = "raido-it-" + UUID.randomUUID().toString().substring(0, 8);
  private final Path directory;
  private final Path settings;
  private final int kafkaPort = FreePort.choose();
  private final int producerPort = FreePort.choose();
  private final int controlRoomPort = FreePort.choose();

  /**
   * @param directory for the output of commands
   * @param settings as they stand in a user's {@code .env}
   */
  ComposeStack(Path directory, Map<String, String> settings) throws IOException {
    this.directory = directory;
    this.settings = directory.resolve("env");
    String ports =
        "KAFKA_PORT=%d\nPRODUCER_PORT=%d\nCONTROL_ROOM_PORT=%d\n"
            .formatted(kafkaPort, producerPort, controlRoomPort);
    Files.writeString(
        this.settings,
        settings.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue() + "\n")
            .collect(Collectors.joining("", "", ports)));
  }

  /** Whether there is a {@code docker compose} here. */
  static boolean isInstalled() {
    try {
      return new ProcessBuilder("docker", "compose", "version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  String bootstrapServers() {
    return "localhost:" + kafkaPort;
  }

  int producerPort() {
    return producerPort;
  }

  int controlRoomPort() {
    return controlRoomPort;
  }

  /** Builds the images; what has not changed since the last time takes no time. */
  void build(String... services) {
    run(BUILD, compose(List.of("build"), services));
  }

  /** {@code up -d}; images must have been built. */
  void up(String... arguments) {
    run(MOMENT, compose(List.of("up", "-d"), arguments));
  }

  /** Any other command of Compose, and what it printed. */
  String compose(String command, String... arguments) {
    return run(MOMENT, compose(List.of(command), arguments));
  }

  /** A command of the engine itself, and what it printed. */
  String docker(String... arguments) {
    List<String> line = new ArrayList<>(List.of("docker"));
    line.addAll(List.of(arguments));
    return run(MOMENT, line);
  }

  /** The ids of a service's containers, those that have ended too. */
  List<String> containers(String service) {
    return docker(
            "ps",
            "-aq",
            "--filter",
            "label=com.docker.compose.project=" + project,
            "--filter",
            "label=com.docker.compose.service=" + service)
        .lines()
        .toList();
  }

  /** What the engine knows of a container, through its own template language. */
  String inspect(String container, String template) {
    return docker("inspect", "-f", template, container).strip();
  }

  @Override
  public void close() {
    run(
        MOMENT,
        compose(
            List.of("--profile", "local-voice", "--profile", "tools", "down"),
            "-v",
            "--remove-orphans",
            "-t",
            "1"));
  }

  private List<String> compose(List<String> command, String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of("docker", "compose", "--env-file", settings.toString(), "-p", project));
    line.addAll(command);
    line.addAll(Arrays.asList(arguments));
    return line;
  }

  private String run(Duration atMost, List<String> line) {
    try {
      Path output = Files.createTempFile(directory, "command", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(ROOT.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      // The real environment wins over the file, so none of our settings may be in it.
      RaidoSettings.ALL.forEach(setting -> builder.environment().remove(setting.name()));
      builder.environment().keySet().removeIf(name -> name.startsWith("COMPOSE_"));
      Process process = builder.start();
      if (!process.waitFor(atMost)) {
        process.destroy();
        throw new AssertionError(line + " did not end within " + atMost + tail(output));
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(line + " ended with " + process.exitValue() + tail(output));
      }
      return Files.readString(output, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(line + " was interrupted", e);
    }
  }

  private static String tail(Path output) throws IOException {
    List<String> lines = Files.readAllLines(output, UTF_8);
    return lines.subList(Math.max(0, lines.size() - 30), lines.size()).stream()
        .collect(Collectors.joining("\n", "\n", ""));
  }
}
