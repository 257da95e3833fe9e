package fm.raido.testkit.process;

import fm.raido.schemas.settings.RaidoSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a {@link ChildJvm} is to be. Each method changes this builder and returns it. */
public final class ChildJvmBuilder {
  /** A worker drains for as long as a call may take, 15 s, and a station stops several programs. */
  private static final Duration STOP_TIME = Duration.ofSeconds(30);

  private final String name;
  private final String mainClass;
  private List<String> options = List.of();
  private List<String> arguments = List.of();
  private Map<String, String> environment = Map.of();
  private String classPath = absoluteClassPath();
  private Path directory = Path.of("").toAbsolutePath();
  private Duration stopTime = STOP_TIME;
  private UnaryOperator<List<String>> launcher = UnaryOperator.identity();

  ChildJvmBuilder(String name, String mainClass) {
    this.name = name;
    this.mainClass = mainClass;
  }

  /** Options of the JVM; none by default. */
  public ChildJvmBuilder options(List<String> options) {
    this.options = List.copyOf(options);
    return this;
  }

  /** Arguments of the program; none by default. */
  public ChildJvmBuilder arguments(List<String> arguments) {
    this.arguments = List.copyOf(arguments);
    return this;
  }

  /**
   * Variables beside this JVM's own; none by default. The project's settings and {@code
   * JAVA_TOOL_OPTIONS} are never inherited: the child has those that it is given here.
   */
  public ChildJvmBuilder environment(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    return this;
  }

  /** Where it works and its output goes; must exist. This JVM's by default. */
  public ChildJvmBuilder directory(Path directory) {
    this.directory = directory.toAbsolutePath();
    return this;
  }

  /** Its class path; this JVM's by default. */
  public ChildJvmBuilder classPath(String classPath) {
    this.classPath = classPath;
    return this;
  }

  /** How long it may take to end after SIGTERM when it is closed; 30 s by default. */
  public ChildJvmBuilder stopTime(Duration stopTime) {
    this.stopTime = stopTime;
    return this;
  }

  /**
   * Makes another command of the JVM's, such as one that enters a namespace first. It must become
   * the JVM (exec), for signals go to the process that it starts. None by default.
   */
  public ChildJvmBuilder launcher(UnaryOperator<List<String>> launcher) {
    this.launcher = launcher;
    return this;
  }

  /**
   * Starts one; as often as wanted, each with a file of output {@code NAME-N.log} of its own.
   *
   * @throws UncheckedIOException if the directory cannot be written or the JVM cannot be started
   */
  public ChildJvm start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(arguments);
    try {
      Path output = newOutput();
      ProcessBuilder builder =
          new ProcessBuilder(launcher.apply(command))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      RaidoSettings.ALL.forEach(setting -> builder.environment().remove(setting.name()));
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.environment().putAll(environment);
      long startedNanos = System.nanoTime();
      return new ChildJvm(name, Children.start(builder), output, stopTime, startedNanos);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path newOutput() throws IOException {
    for (int n = 1; ; n++) {
      try {
        return Files.createFile(directory.resolve(name + "-" + n + ".log"));
      } catch (FileAlreadyExistsException _) {
        // That one is an earlier child's.
      }
    }
  }

  private static String absoluteClassPath() {
    String separator = System.getProperty("path.separator");
    return Arrays.stream(System.getProperty("java.class.path").split(separator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(separator));
  }
}
