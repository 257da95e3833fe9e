package fm.raido.worker.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Track;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnnouncementWordsTest {
  @Test
  void areTheRequestsOwnWhereItBringsSome() {
    String text = "  Own words, ${artist} and all.\n";

    assertThat(
            AnnouncementWords.of(
                Requests.request("1", AnnouncementKind.INTRO, Requests.FULL, text)))
        .isEqualTo(text);
  }

  @Test
  void areTheSameInEachPassAndWorker() {
    AnnouncementRequest request = Requests.intro("song-1", Requests.FULL);

    assertThat(AnnouncementWords.of(request))
        .isEqualTo(AnnouncementWords.of(request.inPass(3)))
        .isEqualTo("Here comes Feeling Good, by Nina Simone, on radio one.");
  }

  @Test
  void varyFromRequestToRequest() {
    Set<String> words = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      words.add(AnnouncementWords.of(Requests.intro("song-" + i, Requests.FULL)));
    }

    assertThat(words).hasSize(6).allMatch(line -> line.contains("Nina Simone"));
  }

  @Test
  void leaveOutVariantsWhoseValuesAreMissing() {
    for (int i = 0; i < 100; i++) {
      assertThat(AnnouncementWords.of(Requests.intro("song-" + i, Requests.BARE)))
          .doesNotContain("null", "$", "album", "  ")
          .contains("Feeling Good");
    }
  }

  @ParameterizedTest
  @EnumSource(AnnouncementKind.class)
  void nameTheStationWhereNothingElseIsKnown(AnnouncementKind kind) {
    assertThat(AnnouncementWords.of(Requests.request("1", kind, null, null)))
        .contains("radio one")
        .endsWith(".");
  }

  @Test
  void takeValuesAsTheyAre() {
    Track odd = new Track("${artist} $1 \\1", "${title}", null, null);

    assertThat(AnnouncementWords.of(Requests.intro("1", odd))).contains("${artist} $1 \\1");
  }
}
