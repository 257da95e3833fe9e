package fm.raido.controlroom.replay;

import fm.raido.controlroom.letters.Letter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * A letter that may go.
 *
 * @param target the partition of requests that it goes to; {@link #NO_REQUEST} where it becomes no
 *     request
 */
record Going(Letter letter, int target) {
  static final int NO_REQUEST = -1;

  /**
   * How many of the first ones find room where they go.
   *
   * @param most so many at most
   * @param room of a partition of requests
   */
  static int fitting(Iterable<Going> letters, int most, IntUnaryOperator room) {
    Map<Integer, Integer> taken = new HashMap<>();
    int count = 0;
    for (Going going : letters) {
      boolean fits =
          going.target == NO_REQUEST
              || taken.merge(going.target, 1, Integer::sum) <= room.applyAsInt(going.target);
      if (count == most || !fits) {
        break;
      }
      count++;
    }
    return count;
  }
}
