package fm.raido.controlroom.replay;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.replay.Judge.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Which letters a plan takes: the same for a run and for its dry run. */
final class Choice {
  private static final Comparator<Letter> OLDEST_FIRST =
      Comparator.comparing(Letter::failedAt)
          .thenComparingInt(letter -> letter.place().partition())
          .thenComparingLong(letter -> letter.place().offset());

  private Choice() {}

  /**
   * Goes through the letters, those that failed first at the front, until as many go as the plan
   * takes at most.
   *
   * @param outstanding letters of the plan's filter
   * @param judge what comes of one
   * @param told each letter that was looked at, and its answer
   * @throws PlanRefused if the plan is for one letter, and there are more
   */
  static void each(
      ReplayPlan plan,
      List<Letter> outstanding,
      Function<Letter, Answer> judge,
      BiConsumer<Letter, Answer> told) {
    List<Letter> letters = new ArrayList<>(outstanding);
    letters.sort(OLDEST_FIRST);
    if (plan.rules().corrections().text() != null && letters.size() > 1) {
      throw new PlanRefused(
          "other words are for one letter, and "
              + letters.size()
              + " are chosen: name one of them by its id and pass, "
              + letters.getFirst().key());
    }
    int go = 0;
    for (Letter letter : letters) {
      if (go == plan.max()) {
        return;
      }
      Answer answer = judge.apply(letter);
      if (answer instanceof Judge.Goes) {
        go++;
      }
      told.accept(letter, answer);
    }
  }
}
