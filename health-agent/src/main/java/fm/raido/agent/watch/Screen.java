package fm.raido.agent.watch;

import java.io.PrintWriter;
import java.util.List;

/**
 * A terminal that is drawn on in place: on its second screen, without wrapping, so that nothing of
 * what stood there is lost and a window made narrower spoils nothing. When it is left, the last
 * picture stays on the first screen. For any thread.
 */
final class Screen {
  private static final String ENTER = "\033[?1049h\033[?25l\033[?7l\033[2J";
  private static final String LEAVE = "\033[?7h\033[?25h\033[?1049l";
  private static final String END_OF_LINE = "\033[K";

  private final PrintWriter out;
  private boolean entered;
  private boolean left;
  private List<String> last = List.of();

  Screen(PrintWriter out) {
    this.out = out;
  }

  /** Draws these lines over what was there. */
  synchronized void draw(List<String> lines) {
    if (left) {
      return;
    }
    StringBuilder frame = new StringBuilder();
    if (!entered) {
      entered = true;
      frame.append(ENTER);
    }
    for (int row = 0; row < lines.size(); row++) {
      frame
          .append("\033[")
          .append(row + 1)
          .append(";1H")
          .append(lines.get(row))
          .append(END_OF_LINE);
    }
    last = List.copyOf(lines);
    out.print(frame);
    out.flush();
  }

  /** Gives the terminal back as it was; after it nothing is drawn. */
  synchronized void leave() {
    if (left) {
      return;
    }
    left = true;
    if (entered) {
      out.print(LEAVE + String.join("\n", last) + "\n");
      out.flush();
    }
  }
}
