package fm.raido.agent.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads everything that a sample holds of the kernel's files. */
final class KernelLook {
  private static final Pattern SOME = line("some");
  private static final Pattern FULL = line("full");
  private static final Pattern RUNNING = Pattern.compile("^(\\S+) \\S+ \\S+ (\\d+)/");
  private static final Pattern BLOCKED = Pattern.compile("(?m)^procs_blocked (\\d+)$");

  private final Path proc;

  KernelLook(Path proc) {
    this.proc = proc;
  }

  private record Pressure(double average, long total) {}

  /** A sample; {@code ms} is to be set by {@link Recorder}. */
  Sample read(java.util.function.DoubleSupplier ms, @Nullable Double cpu, @Nullable Double memory)
      throws IOException {
    String cpuText = text("pressure/cpu");
    String memoryText = text("pressure/memory");
    String ioText = text("pressure/io");
    double at = ms.getAsDouble();
    Pressure cpuSome = pressure(SOME, cpuText, "pressure/cpu");
    Pressure memorySome = pressure(SOME, memoryText, "pressure/memory");
    Pressure memoryFull = pressure(FULL, memoryText, "pressure/memory");
    Pressure ioSome = pressure(SOME, ioText, "pressure/io");
    Pressure ioFull = pressure(FULL, ioText, "pressure/io");
    Matcher load = found(RUNNING, text("loadavg"), "loadavg");
    return new Sample(
        at,
        cpuSome.total(),
        memorySome.total(),
        memoryFull.total(),
        ioSome.total(),
        ioFull.total(),
        cpuSome.average(),
        memorySome.average(),
        memoryFull.average(),
        ioSome.average(),
        ioFull.average(),
        Integer.parseInt(load.group(2)),
        Integer.parseInt(found(BLOCKED, text("stat"), "stat").group(1)),
        Double.parseDouble(load.group(1)),
        cpu,
        memory);
  }

  private String text(String name) throws IOException {
    return Files.readString(proc.resolve(name));
  }

  private Pressure pressure(Pattern line, String text, String name) throws IOException {
    Matcher found = found(line, text, name);
    return new Pressure(Double.parseDouble(found.group(1)), Long.parseLong(found.group(2)));
  }

  private Matcher found(Pattern pattern, String text, String name) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException(proc.resolve(name) + " is not as expected: " + text.strip());
    }
    return matcher;
  }

  private static Pattern line(String word) {
    return Pattern.compile("(?m)^" + word + " avg10=(\\S+) .* total=(\\d+)$");
  }
}
