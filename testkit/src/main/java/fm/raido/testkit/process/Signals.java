package fm.raido.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Signals that {@link Process} does not have. POSIX systems only. */
final class Signals {
  private Signals() {}

  /**
   * Sends one; to a process that has ended, none.
   *
   * @param signal its name without SIG
   */
  static void send(String signal, long pid) {
    try {
      // The shell's own command: small containers lack the program of that name.
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
              .redirectErrorStream(true)
              .start();
      String said =
          new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (kill.waitFor() != 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
        throw new IllegalStateException(
            "SIG%s could not be sent to process %d: %s".formatted(signal, pid, said));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
