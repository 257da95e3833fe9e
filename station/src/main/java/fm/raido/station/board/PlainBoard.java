package fm.raido.station.board;

import java.io.PrintStream;
import java.util.List;

/** Plain lines, for a pipe or a log. */
public final class PlainBoard implements Board {
  private final PrintStream out;
  private String lastHeadline = "";

  public PlainBoard(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public synchronized void show(List<String> status) {
    // The countdown in brackets changes by the second; what is said does not.
    String headline = status.isEmpty() ? "" : status.getFirst().replaceAll("\\s*\\([^)]*\\)", "");
    if (!headline.equals(lastHeadline)) {
      lastHeadline = headline;
      say(status.getFirst());
    }
  }

  @Override
  public void close() {
    out.flush();
  }
}
