package fm.raido.worker.audio;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.testkit.FakeAudio;
import fm.raido.testkit.ManualTime;
import fm.raido.worker.speech.SpeechOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSweepTest {
  /** A second of audio of the fake host, header included. */
  private static final long FILE = 16_044;

  private static final Duration AGES = Duration.ofHours(3);

  @TempDir Path dir;
  private final ManualTime clock = ManualTime.atNoon();
  private AudioStore store;

  @BeforeEach
  void openForThreeFiles() throws StoreFailed {
    store = AudioStore.open(dir, 3 * FILE, clock);
  }

  @Test
  void removesTheLeastRecentlyUsedUntilTheRestFits() throws StoreFailed {
    for (String text : new String[] {"a", "b", "c", "d", "e"}) {
      put(text);
      clock.advance(Duration.ofMinutes(10));
    }
    clock.advance(AGES);
    store.find(key("a"));

    assertThat(store.sweep()).isEqualTo(2);

    assertThat(there("a")).isTrue();
    assertThat(there("b")).isFalse();
    assertThat(there("c")).isFalse();
    assertThat(there("d")).isTrue();
    assertThat(there("e")).isTrue();
    assertThat(store.sweep()).isZero();
  }

  @Test
  void removesNothingThatWasUsedWithinTheHour() throws StoreFailed {
    for (int i = 0; i < 10; i++) {
      put("text " + i);
    }
    clock.advance(Duration.ofHours(1));

    assertThat(store.sweep()).isZero();
    clock.advance(Duration.ofMinutes(6));
    assertThat(store.sweep()).isEqualTo(7);
  }

  /** A use just after another is not written down; the hour must hold for it all the same. */
  @Test
  void keepsForAnHourWhatWasFoundRightAfterItWasTouched() throws StoreFailed {
    for (int i = 0; i < 10; i++) {
      put("text " + i);
    }
    clock.advance(Duration.ofMinutes(4).plusSeconds(59));
    store.find(key("text 0"));
    clock.advance(Duration.ofMinutes(59).plusSeconds(59));

    store.sweep();

    assertThat(there("text 0")).isTrue();
  }

  @Test
  void writesAUseDownButNotEachTime() throws IOException {
    put("a");
    Path file = dir.resolve(key("a").fileName());
    FileTime first = Files.getLastModifiedTime(file);

    clock.advance(Duration.ofMinutes(4));
    store.find(key("a"));
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(first);

    clock.advance(Duration.ofMinutes(2));
    store.find(key("a"));
    assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(clock.instant());
  }

  @Test
  void leavesAStoreThatFitsAlone() throws StoreFailed {
    put("a");
    put("b");
    put("c");
    clock.advance(AGES);

    assertThat(store.sweep()).isZero();
  }

  @Test
  void removesWhatDeadWorkersLeftHalfWrittenOnceItIsOld() throws IOException {
    Path left = dir.resolve(Temporary.name(key("a").fileName()));
    Files.write(left, new byte[10]);
    Files.setLastModifiedTime(left, FileTime.from(clock.instant()));

    assertThat(store.sweep()).isZero();
    clock.advance(AGES);
    assertThat(store.sweep()).isEqualTo(1);
    assertThat(left).doesNotExist();
  }

  @Test
  void neverTouchesWhatIsNotItsOwn(@TempDir Path elsewhere) throws IOException {
    Path outside = Files.write(elsewhere.resolve("outside.wav"), new byte[100_000]);
    Path jingle = Files.write(dir.resolve("jingle.wav"), new byte[100_000]);
    Path old = Files.write(dir.resolve("commentary_42_1700000000.mp3"), new byte[100_000]);
    Path link =
        Files.createSymbolicLink(dir.resolve("commentary_" + "0".repeat(32) + ".wav"), outside);
    Path folder = Files.createDirectory(dir.resolve("commentary_" + "1".repeat(32) + ".wav"));
    for (Path path : new Path[] {jingle, old, outside, folder}) {
      Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
    }
    put("a");
    clock.advance(AGES);

    assertThat(store.sweep()).isZero();

    assertThat(jingle).exists();
    assertThat(old).exists();
    assertThat(outside).exists();
    assertThat(link).isSymbolicLink();
    assertThat(folder).exists();
    assertThat(store.marker()).isEqualTo(StoreMarker.read(dir));
  }

  private void put(String text) throws StoreFailed {
    assertThat(store.put(key(text), FakeAudio.wav(1)).bytes()).isEqualTo(FILE);
  }

  private boolean there(String text) {
    return Files.exists(dir.resolve(key(text).fileName()));
  }

  private static AudioKey key(String text) {
    return AudioKey.of(new SpeechOrder(text, "af_bella", 1, AudioFormat.WAV, "kokoro"));
  }
}
