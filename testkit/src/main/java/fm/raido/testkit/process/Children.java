package fm.raido.testkit.process;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The processes that run: killed when this JVM ends, be it by its last line, SIGTERM or Ctrl-C.
 * SIGKILL reaches suspended ones as well. If this JVM is killed itself, the watchdog does it.
 */
final class Children {
  private static final Set<Process> RUNNING = new HashSet<>();
  private static final Watchdog WATCHDOG = Watchdog.start();
  private static boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Children::end, "end-of-children"));
  }

  private Children() {}

  /** Starts one; under the lock, so that none begins behind the back of this JVM's end. */
  static Process start(ProcessBuilder builder) throws IOException {
    synchronized (RUNNING) {
      if (ending) {
        throw new IOException("this JVM ends and starts no more children");
      }
      Process process = builder.start();
      RUNNING.add(process);
      WATCHDOG.began(process.pid());
      var _ = process.onExit().thenAccept(Children::forget);
      return process;
    }
  }

  private static void forget(Process process) {
    synchronized (RUNNING) {
      RUNNING.remove(process);
      WATCHDOG.ended(process.pid());
    }
  }

  private static void end() {
    synchronized (RUNNING) {
      ending = true;
      RUNNING.forEach(Process::destroyForcibly);
    }
  }
}
