package fm.raido.controlroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.Place;
import fm.raido.protection.replay.ReplayVerdict.GoesAsRequest;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicCatalogue;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GoingTest {
  private static int fitting(int most, IntUnaryOperator room, int... targets) {
    List<Going> letters =
        IntStream.of(targets).mapToObj(target -> new Going(letter(0, 0), target)).toList();
    return Going.fitting(letters, most, room);
  }

  private static Letter.OfWorker letter(int place, int origin) {
    AnnouncementRequest request = LetterBench.request("song-1", 0);
    DeadLetter letter = LetterBench.letter(origin, request);
    return new Letter.OfWorker(
        new Place(TopicCatalogue.DEAD_LETTERS, place, 1), letter, request, "", null);
  }

  @Test
  void eachFindsRoomWhereItGoesAndNotWhereItLies() {
    IntUnaryOperator room = partition -> partition == 4 ? 2 : 0;
    assertThat(fitting(100, room, 4, 4, 4)).isEqualTo(2);
    assertThat(fitting(1, room, 4, 4, 4)).isEqualTo(1);
    assertThat(fitting(100, room, 4, 0, 4)).as("none overtakes another").isEqualTo(1);
    assertThat(fitting(100, room, Going.NO_REQUEST, Going.NO_REQUEST, 0)).isEqualTo(2);
    assertThat(fitting(100, partition -> Integer.MAX_VALUE, 0, 1, 2)).isEqualTo(3);
  }

  @Test
  void whereALetterGoesIsKnownBeforehand() {
    OutgoingRecords records =
        new OutgoingRecords(
            ReplayPlan.replay(
                fm.raido.controlroom.letters.LetterFilter.ALL, Settings.of(Map.of()), "test"),
            ReplaySpans.OFF);
    GoesAsRequest goes = new GoesAsRequest(LetterBench.request("song-1", 1));
    assertThat(records.request(letter(2, 0), goes, 6, LetterBench.FAILED).target())
        .as("a worker's letter goes where it lies")
        .isEqualTo(2);
    int beyond = records.request(letter(9, 0), goes, 6, LetterBench.FAILED).target();
    assertThat(beyond).as("its own partition is none of requests").isBetween(0, 5);
    assertThat(records.request(letter(8, 0), goes, 6, LetterBench.FAILED).target())
        .as("then its key decides")
        .isEqualTo(beyond);
    assertThat(records.discarded(letter(2, 0), LetterBench.FAILED).target())
        .isEqualTo(Going.NO_REQUEST);
  }
}
