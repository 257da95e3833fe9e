package fm.raido.controlroom.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.letters.Place;
import fm.raido.protection.replay.Corrections;
import fm.raido.protection.replay.Hindrance;
import fm.raido.protection.replay.ReplayVerdict.Stays;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private static final ReplayPlan PLAN =
      ReplayPlan.replay(LetterFilter.ALL, Settings.of(Map.of()), "test");

  private static Letter letter(int partition, long offset, int failedAfterSeconds) {
    return new Letter.Unreadable(
        new Place(TopicCatalogue.DEAD_LETTERS, partition, offset),
        partition + "@" + offset,
        LetterBench.FAILED.plusSeconds(failedAfterSeconds));
  }

  private static Judge.Answer goes(Letter letter) {
    return new Judge.Goes(new Outgoing(letter, List.of(), Optional.empty()), Optional.empty());
  }

  private static Judge.Answer stays() {
    return new Judge.Remains(new Stays(Hindrance.OVER_CAP, "over its cap"));
  }

  private static List<String> looked(int max, List<Letter> letters, List<String> staying) {
    List<String> looked = new ArrayList<>();
    Choice.each(
        PLAN.limited(Optional.empty(), max, 0),
        letters,
        letter -> staying.contains(letter.identity()) ? stays() : goes(letter),
        (letter, answer) ->
            looked.add(letter.identity() + (answer instanceof Judge.Goes ? " goes" : " stays")));
    return looked;
  }

  @Test
  void takesThoseThatFailedFirstAndLooksAtNoMoreThanItTakes() {
    List<Letter> letters =
        List.of(letter(0, 1, 30), letter(0, 2, 10), letter(1, 1, 20), letter(1, 2, 40));
    assertThat(looked(2, letters, List.of("0@2")))
        .containsExactly("0@2 stays", "1@1 goes", "0@1 goes");
    assertThat(looked(100, letters, List.of())).hasSize(4);
  }

  @Test
  void otherWordsAreForOneLetter() {
    ReplayPlan plan = PLAN.with(false, new Corrections(null, null, "Other words"));
    assertThatThrownBy(() ->
            Choice.each(
                plan,
                List.of(letter(0, 1, 30), letter(1, 1, 20)),
                ChoiceTest::goes,
                (letter, answer) -> {}))
        .isInstanceOf(PlanRefused.class)
        .hasMessageContaining("other words are for one letter, and 2 are chosen");
  }

  @Test
  void aForecastOfADiscardAsksNoPolicy() {
    Letter letter = letter(0, 1, 30);
    assertThat(Forecast.of(letter, goes(letter)).goes()).isTrue();
    assertThat(Forecast.of(letter, stays()).goes()).isFalse();
  }
}
