package fm.raido.testkit.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kills the children of a JVM that had no time to do so itself: one that was killed, or that ran
 * out of memory. A small shell that is told of each child's beginning and end, and kills those that
 * are left when its standard input ends. Where there is no shell, nobody watches.
 */
final class Watchdog {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      left=' '
      while read -r verb pid; do
        case $verb in
          began) left="$left$pid " ;;
          ended) left=$(printf '%s' "$left" | sed "s/ $pid / /") ;;
        esac
      done
      for pid in $left; do kill -9 "$pid"; done
      """;

  private final @Nullable OutputStream told;

  private Watchdog(@Nullable OutputStream told) {
    this.told = told;
  }

  /** Starts one. */
  static Watchdog start() {
    ProcessBuilder shell =
        new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return new Watchdog(shell.start().getOutputStream());
    } catch (IOException e) {
      return new Watchdog(null);
    }
  }

  void began(long pid) {
    tell("began " + pid);
  }

  void ended(long pid) {
    tell("ended " + pid);
  }

  private synchronized void tell(String line) {
    if (told == null) {
      return;
    }
    try {
      told.write((line + "\n").getBytes(US_ASCII));
      told.flush();
    } catch (IOException e) {
      // Somebody has ended it: then nobody watches.
    }
  }
}
