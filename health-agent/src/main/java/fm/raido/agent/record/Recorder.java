package fm.raido.agent.record;

import fm.raido.agent.oshi.OshiReadings;
import fm.raido.agent.oshi.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Records this machine, 20 times a second, on a thread of its own, until it is closed. */
public final class Recorder implements AutoCloseable {
  private static final long INTERVAL_NANOS = 50_000_000;

  /** Samples between two looks at use: a second's. */
  private static final int USE_EVERY = 20;

  private final KernelLook look = new KernelLook(Path.of("/proc"));
  private final OshiReadings oshi = new OshiReadings();
  private final RecordingWriter writer;
  private final long baseNanos;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile @Nullable IOException trouble;

  private Recorder(RecordingWriter writer, long baseNanos) {
    this.writer = writer;
    this.baseNanos = baseNanos;
    this.thread = Thread.ofPlatform().daemon().name("pressure-recorder").unstarted(this::run);
  }

  /**
   * Starts.
   *
   * @param file where to; it is replaced
   * @param disk what is known of the disk, in words; or empty
   * @param scenario what goes on, in words
   * @throws IOException if the file cannot be written
   * @throws WrongRecording if this machine has nothing to record
   */
  public static Recorder start(Path file, String disk, String scenario) throws IOException {
    if (!Files.isReadable(Path.of("/proc/pressure/cpu"))) {
      throw new WrongRecording(
          "there is no pressure to record: /proc/pressure is missing (Linux from 4.20 on has it)");
    }
    RecordingHeader header =
        RecordingHeader.of(
            Clock.systemUTC().instant(),
            System.getProperty("os.name") + " " + System.getProperty("os.version"),
            Runtime.getRuntime().availableProcessors(),
            memoryMiB(),
            disk,
            scenario);
    Recorder recorder = new Recorder(new RecordingWriter(file, header), System.nanoTime());
    recorder.thread.start();
    return recorder;
  }

  /** Notes that something happens now. */
  public void mark(String words) {
    try {
      writer.add(new Mark(ms(), words));
    } catch (IOException e) {
      trouble = e;
    }
  }

  /** Milliseconds since the beginning. */
  public double ms() {
    return (System.nanoTime() - baseNanos) / 1e6;
  }

  /** Whether it could not go on; {@link #close()} says why. */
  public boolean hasFailed() {
    return trouble != null;
  }

  /**
   * Ends the recording.
   *
   * @throws IOException if not all could be read or written
   */
  @Override
  public void close() throws IOException {
    stopped = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer.close();
    IOException failed = trouble;
    if (failed != null) {
      throw failed;
    }
  }

  private void run() {
    long next = System.nanoTime();
    for (int count = 0; !stopped; count++) {
      try {
        Use use = count % USE_EVERY == 0 ? oshi.read() : Use.UNKNOWN;
        writer.add(look.read(this::ms, use.cpuPercent(), use.memoryPercent()));
      } catch (IOException e) {
        trouble = e;
        return;
      }
      long now = System.nanoTime();
      next = Math.max(next + INTERVAL_NANOS, now);
      LockSupport.parkNanos(this, next - now);
    }
  }

  private static long memoryMiB() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemTotal:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(0);
    }
  }
}
