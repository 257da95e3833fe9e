package fm.raido.station.board;

import java.util.List;

/** Where a station shows itself. */
public interface Board extends AutoCloseable {

  /** A line that stays. */
  void say(String line);

  /**
   * How things stand now; replaces what stood there.
   *
   * @param state names the state; a plain board says the first line when this has changed
   */
  void show(String state, List<String> status);

  @Override
  void close();
}
