package fm.raido.controlroom.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioFilesTest {
  private static final String NAME = "commentary_0123456789abcdef0123456789abcdef.wav";

  @TempDir Path dir;
  private Path store;

  @BeforeEach
  void make() throws IOException {
    store = Files.createDirectory(dir.resolve("tts"));
    Files.writeString(store.resolve(NAME), "RIFFsound");
    Files.writeString(dir.resolve("secret.wav"), "secret");
    Files.writeString(store.resolve(".raido-store"), "marker");
  }

  @Test
  void opensWhatTheStoreHas() throws IOException {
    try (AudioFiles.Sound sound = new AudioFiles(store).open(NAME).orElseThrow()) {
      assertThat(sound.bytes()).isEqualTo(9);
      assertThat(sound.type()).isEqualTo("audio/wav");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../secret.wav",
        "..\\secret.wav",
        "%2e%2e%2fsecret.wav",
        "/etc/passwd",
        "C:\\boot.ini",
        ".raido-store",
        "secret.wav",
        "commentary_0123456789abcdef0123456789abcdef.wav/../../secret.wav",
        "commentary_0123456789abcdef0123456789abcdef.wav\u0000.txt",
        "commentary_0123456789ABCDEF0123456789ABCDEF.wav",
        "commentary_0123456789abcdef0123456789abcdef.wav.tmp",
        "commentary_ffffffffffffffffffffffffffffffff.wav",
      })
  void opensNothingElse(String name) throws IOException {
    assertThat(new AudioFiles(store).open(name)).isEmpty();
  }

  @Test
  void followsNoLinkAndOpensNoDirectory() throws IOException {
    String link = NAME.replace('0', '9');
    Files.createSymbolicLink(store.resolve(link), dir.resolve("secret.wav"));
    String folder = NAME.replace('0', '8');
    Files.createDirectory(store.resolve(folder));
    assertThat(new AudioFiles(store).open(link)).isEmpty();
    assertThat(new AudioFiles(store).open(folder)).isEmpty();
  }

  @Test
  void aStoreThatIsNotThereYetHasNothing() throws IOException {
    assertThat(new AudioFiles(dir.resolve("none")).open(NAME)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest(name = "{0} of 10 bytes: {1}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-, whole",
        "bytes=0-4, 0 to 4",
        "bytes=5-, 5 to 9",
        "bytes=-3, 7 to 9",
        "bytes=-30, 0 to 9",
        "bytes=2-99, 2 to 9",
        "bytes=10-, outside",
        "bytes=-0, outside",
        "bytes=5-2, whole",
        "'bytes=0-1,3-4', whole",
        "bytes=-, whole",
        "lines=1-2, whole",
        "bytes=99999999999999999999-, whole",
      })
  void readsRanges(@org.jspecify.annotations.Nullable String header, String part) {
    String found =
        switch (ByteRange.of(header, 10)) {
          case ByteRange.Whole _ -> "whole";
          case ByteRange.Outside _ -> "outside";
          case ByteRange.Part(ByteRange range) -> range.first() + " to " + range.last();
        };
    assertThat(found).isEqualTo(part);
  }
}
