package fm.raido.worker.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Track;
import fm.raido.testkit.FakeAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FallbackTemplatesTest {
  private static final AnnouncementRequest INTRO = Requests.intro("1", Requests.BARE);

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(AnnouncementKind.class)
  void haveALineForEachKindWithAndWithoutASong(AnnouncementKind kind) {
    FallbackTemplates builtIn = FallbackTemplates.builtIn();

    assertThat(builtIn.line(Requests.request("1", kind, Requests.FULL, null)))
        .isNotBlank()
        .doesNotContain("$", "null");
    assertThat(builtIn.line(Requests.request("1", kind, null, null))).contains("radio one");
  }

  @Test
  void sayOwnWordsOnlyWhereTheyAreShort() {
    FallbackTemplates builtIn = FallbackTemplates.builtIn();
    String shortText = "Win two tickets.";

    assertThat(builtIn.line(Requests.request("1", AnnouncementKind.PROMO, null, shortText)))
        .isEqualTo(shortText);
    assertThat(builtIn.line(Requests.request("1", AnnouncementKind.INTRO, null, shortText)))
        .isEqualTo(shortText);
    assertThat(
            builtIn.line(
                Requests.request("1", AnnouncementKind.PROMO, null, "tickets ".repeat(30))))
        .isEqualTo("You are listening to radio one.");
  }

  @Test
  void passOverLinesThatAreTooLongOrCannotBePronounced() {
    FallbackTemplates builtIn = FallbackTemplates.builtIn();

    assertThat(builtIn.line(Requests.intro("1", new Track("t".repeat(300), "Nina", null, null))))
        .isEqualTo("You are listening to radio one.");
    assertThat(builtIn.line(Requests.intro("1", new Track("東京", "椎名林檎", null, null))))
        .isEqualTo("You are listening to radio one.");
    assertThat(builtIn.line(Requests.intro("1", new Track("Déjà Vu", "Beyoncé", null, null))))
        .contains("Déjà Vu", "Beyoncé");
  }

  @Test
  void takeTheStationsOwnBeforeThoseOfAllBeforeTheBuiltIn() throws Exception {
    write("intro.txt", "# for all\n\nAll: ${title}\n");
    assertThat(load().line(INTRO)).isEqualTo("All: Feeling Good");

    write("radio-one/intro.txt", "One: ${title} by ${artist} on ${station}");
    assertThat(load().line(INTRO)).isEqualTo("One: Feeling Good by Nina Simone on radio one");

    write("radio-one/intro.txt", "One: ${album}");
    assertThat(load().line(INTRO)).isEqualTo("All: Feeling Good");

    write("radio-two/intro.txt", "Two");
    assertThat(load().line(INTRO)).isEqualTo("All: Feeling Good");
  }

  @Test
  void knowTheStationsClips() throws Exception {
    Path clip = dir.resolve("radio-one/intro.wav");
    Files.createDirectories(Objects.requireNonNull(clip.getParent()));
    Files.write(clip, FakeAudio.wav(1));

    assertThat(load().clip(INTRO)).contains(clip);
    assertThat(load().clip(Requests.request("1", AnnouncementKind.OUTRO, null, null))).isEmpty();
    assertThat(FallbackTemplates.builtIn().clip(INTRO)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "intro.txt | ${singer} | intro.txt, line 2: ${singer} is unknown; there are ${artist}",
        "intro.txt | Now ${artist | intro.txt, line 2: \"${artist\" is not closed by }",
        "intro.txt | # nothing | intro.txt: it has no template",
        "into.txt | Hello | into.txt: must be named for a kind",
        "intro.text | Hello | intro.text: must be named for a kind",
        "radio one/intro.txt | Hello | radio one: a folder here must have a station's name",
        "one/jingle.txt | Hello | jingle.txt: must be named for a kind",
        "one/intro.wav | no audio | intro.wav: it does not begin with RIFF/WAVE",
        "one/jingle.wav | no audio | jingle.wav: it does not begin with RIFF/WAVE",
      })
  void nameFileLineAndFault(String file, String line, String message) throws IOException {
    write(file, "# first\n" + line + "\n");

    assertThatThrownBy(this::load).isInstanceOf(WrongTemplate.class).hasMessageContaining(message);
  }

  @Test
  void sayWhatIsNoTextAndWhatIsNoDirectory() throws IOException {
    Path notUtf8 = dir.resolve("intro.txt");
    Files.write(notUtf8, new byte[] {(byte) 0xC3, (byte) 0x28});

    assertThatThrownBy(this::load).hasMessage(notUtf8 + ": it is not UTF-8 text");
    assertThatThrownBy(() -> FallbackTemplates.load(dir.resolve("nowhere")))
        .isInstanceOf(WrongTemplate.class)
        .hasMessage(dir.resolve("nowhere") + ": TEMPLATES_DIR must be a directory");
  }

  @Test
  void leaveNotesAndHiddenFilesAlone() throws Exception {
    write("README.md", "notes");
    write(".DS_Store", "x");
    write("outro.txt", "Out: ${title}");

    assertThat(load().line(Requests.request("1", AnnouncementKind.OUTRO, Requests.BARE, null)))
        .isEqualTo("Out: Feeling Good");
  }

  private FallbackTemplates load() throws WrongTemplate {
    return FallbackTemplates.load(dir);
  }

  private void write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    Files.writeString(path, text);
  }
}
