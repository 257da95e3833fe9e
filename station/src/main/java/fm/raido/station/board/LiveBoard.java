package fm.raido.station.board;

import java.io.PrintStream;
import java.util.List;

/**
 * A block of lines at the foot of a terminal that is drawn anew in place; what is said scrolls
 * above it.
 */
public final class LiveBoard implements Board {
  private static final String CLEAR_TO_END = "\u001b[0J";
  private static final String CUT_LONG_LINES = "\u001b[?7l";
  private static final String WRAP_LONG_LINES = "\u001b[?7h";

  private final PrintStream out;
  private List<String> shown = List.of();

  public LiveBoard(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void say(String line) {
    StringBuilder text = new StringBuilder();
    erase(text);
    text.append(line).append('\n');
    draw(text);
    out.print(text);
    out.flush();
  }

  @Override
  public synchronized void show(String state, List<String> status) {
    if (status.equals(shown)) {
      return;
    }
    StringBuilder text = new StringBuilder();
    erase(text);
    shown = List.copyOf(status);
    draw(text);
    out.print(text);
    out.flush();
  }

  private void erase(StringBuilder text) {
    if (!shown.isEmpty()) {
      text.append("\u001b[").append(shown.size()).append("F").append(CLEAR_TO_END);
    }
  }

  private void draw(StringBuilder text) {
    text.append(CUT_LONG_LINES);
    shown.forEach(line -> text.append(line).append('\n'));
    text.append(WRAP_LONG_LINES);
  }

  @Override
  public synchronized void close() {
    show("", List.of());
  }
}
