package fm.raido.station;

import java.io.Writer;
import java.util.function.Consumer;

/** Makes a line of the log of each line that is written; what has no words makes none. */
final class LinesToLog extends Writer {
  private final StringBuilder line = new StringBuilder();
  private final Consumer<String> log;

  LinesToLog(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public void write(char[] text, int from, int count) {
    synchronized (lock) {
      for (int i = from; i < from + count; i++) {
        if (text[i] == '\n') {
          end();
        } else if (text[i] != '\r') {
          line.append(text[i]);
        }
      }
    }
  }

  private void end() {
    if (!line.toString().isBlank()) {
      log.accept(line.toString());
    }
    line.setLength(0);
  }

  /** Nothing: a line goes when it ends. */
  @Override
  public void flush() {}

  @Override
  public void close() {
    synchronized (lock) {
      end();
    }
  }
}
