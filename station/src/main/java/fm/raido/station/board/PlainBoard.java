package fm.raido.station.board;

import java.io.PrintStream;
import java.util.List;

/** Plain lines, for a pipe or a log. */
public final class PlainBoard implements Board {
  private final PrintStream out;
  private String lastState = "";

  public PlainBoard(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public synchronized void show(String state, List<String> status) {
    if (!state.equals(lastState) && !status.isEmpty()) {
      lastState = state;
      say(status.getFirst());
    }
  }

  @Override
  public void close() {
    out.flush();
  }
}
