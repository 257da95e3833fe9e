package fm.raido.producer.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowFileTest {
  private static final Instant NOW = Instant.parse("2026-11-01T20:00:00Z");
  private static final String GOOD = "{\"kind\":\"custom\",\"text\":\"x\"}";

  @TempDir private Path directory = Path.of(".");

  @Test
  void aLineIsAnAnnouncementAndTakesTheStationWhereItHasNone() throws IOException {
    ShowFile show =
        show("a.jsonl", GOOD + "\n\n" + GOOD.replace("{", "{\"station\":\"night\",") + "\r\n");

    assertThat(show.announcements())
        .extracting(ShowEntry::line, a -> a.intake().path("station").asString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, "main"),
            org.assertj.core.groups.Tuple.tuple(3, "night"));
    assertThat(show.faults()).isEmpty();
  }

  @Test
  void everyBadLineIsNamedWithItsNumber() throws IOException {
    ShowFile show =
        show(
            "a.jsonl",
            GOOD + "\n{nope\n[1]\n" + GOOD.replace("custom", "jingle") + "\n" + GOOD + "\n\u00e4");

    assertThat(show.faults()).extracting(ShowEntry.Fault::line).containsExactly(2, 3, 4, 6);
    assertThat(show.faults().get(2).violations().getFirst().field()).isEqualTo("kind");
    assertThat(show.announcements()).extracting(ShowEntry::line).containsExactly(1, 5);
  }

  @Test
  void bytesThatAreNotUtf8AreAFaultOfTheirLine() throws IOException {
    Path file = directory.resolve("a.jsonl");
    Files.write(
        file,
        (GOOD + "\n" + GOOD.replace("x", "caf\u00e9")).getBytes(Charset.forName("windows-1252")));

    assertThat(ShowFile.read(file, "main", NOW).faults())
        .extracting(ShowEntry.Fault::line)
        .containsExactly(2);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
    assertThat(show("a.jsonl", "\uFEFF" + GOOD).announcements()).hasSize(1);
    assertThat(show("b.txt", "\uFEFF#EXTM3U\r\n#EXTINF:1,A - B\r\nx.mp3").announcements())
        .hasSize(1);
  }

  @Test
  void aPlaylistIsOneIntroATrack() throws IOException {
    ShowFile show =
        show(
            "a.m3u8",
            """
            #EXTM3U
            #PLAYLIST:Evening
            #EXTINF:213,Sigur R\u00f3s - Hopp\u00edpolla
            #EXTALB:Takk...
            one.mp3
            #EXTINF:-1 tvg-logo="a,b.png",Kate Bush \u2013 Cloudbusting
            http://host/two.mp3
            C:\\Music\\Nina Simone - Sinnerman.flac
            music/07. The Cure - A_Forest.mp3
            https://host/a/Neu%21%20-%20Isi.ogg?sig=1
            #EXTART:Bj\u00f6rk
            #EXTINF:10,J\u00f3ga
            three.mp3
            """);

    assertThat(show.faults()).isEmpty();
    assertThat(show.announcements())
        .extracting(
            ShowEntry::line,
            a -> a.intake().at("/track/artist").asString(),
            a -> a.intake().at("/track/title").asString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(5, "Sigur R\u00f3s", "Hopp\u00edpolla"),
            org.assertj.core.groups.Tuple.tuple(7, "Kate Bush", "Cloudbusting"),
            org.assertj.core.groups.Tuple.tuple(8, "Nina Simone", "Sinnerman"),
            org.assertj.core.groups.Tuple.tuple(9, "The Cure", "A Forest"),
            org.assertj.core.groups.Tuple.tuple(10, "Neu!", "Isi"),
            org.assertj.core.groups.Tuple.tuple(13, "Bj\u00f6rk", "J\u00f3ga"));
    assertThat(show.announcements().getFirst().intake().at("/track/album").asString())
        .isEqualTo("Takk...");
    assertThat(show.announcements())
        .allMatch(a -> a.intake().path("kind").asString().equals("intro"));
  }

  @Test
  void anOldPlaylistOfWindowsIsReadToo() throws IOException {
    Path file = directory.resolve("a.m3u");
    Files.write(
        file,
        "#EXTINF:1,Bj\u00f6rk - J\u00f3ga\r\nx.mp3".getBytes(Charset.forName("windows-1252")));

    assertThat(
            ShowFile.read(file, "main", NOW)
                .announcements()
                .getFirst()
                .intake()
                .at("/track/artist")
                .asString())
        .isEqualTo("Bj\u00f6rk");
  }

  @Test
  void anEntryThatSaysNothingIsNamedWithItsLine() throws IOException {
    ShowFile show =
        show(
            "a.m3u",
            "#EXTM3U\nstream\n03 - Teardrop.mp3\n#EXTINF:1,Unknown Artist - Track 01\nx.mp3\n#EXTINF:1,A - B\n");

    assertThat(show.faults()).extracting(ShowEntry.Fault::line).containsExactly(2, 3, 5, 6);
    assertThat(show.announcements()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsSaidInWords() {
    assertThatThrownBy(() -> ShowFile.read(directory.resolve("no.jsonl"), "main", NOW))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("no.jsonl is not a file");
    assertThatThrownBy(() -> ShowFile.read(directory, "main", NOW))
        .hasMessageEndingWith("is not a file");
  }

  @Test
  void theExamplesAreGood() throws IOException {
    Path examples = Path.of("..", "examples");
    ShowFile evening = ShowFile.read(examples.resolve("evening-show.jsonl"), "main", NOW);
    ShowFile playlist = ShowFile.read(examples.resolve("evening-show.m3u"), "main", NOW);

    assertThat(evening.faults()).isEmpty();
    assertThat(evening.announcements()).hasSize(9);
    assertThat(evening.announcements()).noneMatch(a -> a.intake().has("id"));
    assertThat(evening.announcements().stream().map(a -> a.intake().path("kind").asString()))
        .contains("intro", "outro", "back-announce", "station-id", "promo", "custom");
    assertThat(playlist.faults()).isEmpty();
    assertThat(playlist.announcements()).hasSize(6);
  }

  private ShowFile show(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, text, UTF_8);
    return ShowFile.read(file, "main", NOW);
  }
}
