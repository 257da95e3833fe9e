package fm.raido.agent.watch;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * The width of the terminal, asked for every few seconds: a JVM cannot ask the kernel itself, so
 * {@code stty} does. 80 where there is no such program.
 */
final class TerminalWidth implements IntSupplier {
  private static final int UNKNOWN = 80;

  /** Narrower than this nothing can be read; a terminal that says 0 does not know. */
  private static final int LEAST = 20;

  private static final long AGAIN_NANOS = Duration.ofSeconds(3).toNanos();

  private int width = UNKNOWN;
  private long asked;
  private boolean known;
  private boolean useless;

  @Override
  public int getAsInt() {
    long now = System.nanoTime();
    if (!useless && (!known || now - asked > AGAIN_NANOS)) {
      known = true;
      asked = now;
      width = ask();
    }
    return width;
  }

  private int ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader answer = stty.inputReader()) {
        return parse(String.valueOf(answer.readLine()));
      }
    } catch (IOException e) {
      // No stty here, or no terminal: asked once is enough.
      useless = true;
      return UNKNOWN;
    }
  }

  /** The columns of {@code "rows columns"}, within reason. */
  static int parse(String answer) {
    String[] words = answer.strip().split(" ", -1);
    try {
      int columns = words.length == 2 ? Integer.parseInt(words[1]) : 0;
      return columns <= 0 ? UNKNOWN : Math.max(LEAST, columns);
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }
}
