package fm.raido.station.board;

import java.util.List;

/** Where a station shows itself. */
public interface Board extends AutoCloseable {

  /** A line that stays. */
  void say(String line);

  /**
   * How things stand now; replaces what stood there. Plain boards say only the first line, when it
   * has changed.
   */
  void show(List<String> status);

  @Override
  void close();
}
