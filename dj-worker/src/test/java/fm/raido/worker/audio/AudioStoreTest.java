package fm.raido.worker.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.testkit.FakeAudio;
import fm.raido.testkit.ManualTime;
import fm.raido.worker.sound.Levelling;
import fm.raido.worker.sound.UnreadableSound;
import fm.raido.worker.sound.Wav;
import fm.raido.worker.speech.SpeechOrder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioStoreTest {
  private static final long MIB = 1 << 20;
  private static final AudioKey WAV = key("Hello", AudioFormat.WAV);
  private static final AudioKey MP3 = key("Hello", AudioFormat.MP3);

  @TempDir Path dir;
  private final ManualTime clock = ManualTime.atNoon();

  @Test
  void findsWhatWasPut() throws StoreFailed {
    AudioStore store = open();

    StoredAudio put = store.put(WAV, FakeAudio.streamedWav(1.5));

    assertThat(put)
        .isEqualTo(
            new StoredAudio(WAV.fileName(), AudioFormat.WAV, 24_044, Duration.ofMillis(1_500)));
    assertThat(store.find(WAV)).contains(put);
    assertThat(put.from(Audio.Source.SPEECH))
        .isEqualTo(
            new Audio(
                WAV.fileName(), "wav", 24_044, Duration.ofMillis(1_500), Audio.Source.SPEECH));
  }

  @Test
  void levelsWavAndRepairsItsHeader() throws IOException, UnreadableSound {
    open().put(WAV, FakeAudio.streamedWav(1.5));

    byte[] file = Files.readAllBytes(dir.resolve(WAV.fileName()));
    assertThat(Levelling.lufs(file)).isCloseTo(-16, within(0.5));
    assertThat(ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(4))
        .isEqualTo(file.length - 8);
    assertThat(Wav.read(file)).isEqualTo(new Wav(1, 1, 8_000, 16, 44, file.length - 44));
  }

  @Test
  void keepsMp3AsItCame() throws IOException {
    byte[] mp3 = FakeAudio.mp3(1.2);

    StoredAudio put = open().put(MP3, mp3);

    assertThat(Files.readAllBytes(dir.resolve(put.file()))).isEqualTo(mp3);
    assertThat(open().find(MP3)).contains(put);
    assertThat(put.plays()).isEqualTo(Duration.ofMillis(1_200));
  }

  @Test
  void findsNothingInWhatCannotBePlayed() throws IOException {
    AudioStore store = open();
    assertThat(store.find(WAV)).isEmpty();
    Files.write(dir.resolve(WAV.fileName()), new byte[0]);
    assertThat(store.find(WAV)).isEmpty();
    Files.write(dir.resolve(WAV.fileName()), new byte[] {1, 2, 3});
    assertThat(store.find(WAV)).isEmpty();

    assertThat(store.find(WAV)).isEmpty();
    assertThat(store.put(WAV, FakeAudio.wav(1))).isEqualTo(store.find(WAV).orElseThrow());
  }

  @Test
  void refusesWhatIsNoAudioAtAll() {
    assertThatThrownBy(() -> open().put(WAV, FakeAudio.mp3(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(names()).containsExactly(".raido-store");
  }

  @Test
  void followsNoLinkOutOfTheDirectory(@TempDir Path elsewhere) throws IOException {
    Path outside = elsewhere.resolve("secret.wav");
    Files.write(outside, FakeAudio.wav(1));
    AudioStore store = open();
    Files.createSymbolicLink(dir.resolve(WAV.fileName()), outside);

    assertThat(store.find(WAV)).isEmpty();
    store.put(WAV, FakeAudio.wav(2));

    assertThat(Files.isSymbolicLink(dir.resolve(WAV.fileName()))).isFalse();
    assertThat(Files.readAllBytes(outside)).isEqualTo(FakeAudio.wav(1));
  }

  @Test
  void hasOneMarkerForAllWhoOpenIt() throws Exception {
    Set<String> markers = new HashSet<>();
    for (String marker : sideBySide(16, () -> open().marker())) {
      markers.add(marker);
    }

    assertThat(markers).hasSize(1);
    assertThat(open().marker()).isEqualTo(markers.iterator().next());
    assertThat(names()).containsExactly(".raido-store");
  }

  @Test
  void hasAnotherMarkerThanAnyOtherStore(@TempDir Path other) throws StoreFailed {
    assertThat(open().marker()).isNotEqualTo(AudioStore.open(other, MIB, clock).marker());
  }

  @Test
  void createsItsDirectory() throws StoreFailed {
    AudioStore store = AudioStore.open(dir.resolve("a/b"), MIB, clock);

    assertThat(store.directory()).isDirectory();
  }

  @Test
  void putsOfOneKeySideBySideLeaveTheOneFile() throws Exception {
    AudioStore store = open();

    List<StoredAudio> put = sideBySide(24, () -> store.put(WAV, FakeAudio.streamedWav(1)));

    assertThat(put).containsOnly(store.find(WAV).orElseThrow());
    assertThat(names()).containsExactlyInAnyOrder(".raido-store", WAV.fileName());
  }

  @Test
  void showsNoReaderAHalfWrittenFile() throws Exception {
    AudioStore store = open();
    store.put(WAV, FakeAudio.wav(3));
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> reader =
          threads.submit(() -> {
            int reads = 0;
            for (; !over.get() || reads == 0; reads++) {
              assertThat(store.find(WAV).orElseThrow().plays()).isEqualTo(Duration.ofSeconds(3));
            }
            return reads;
          });
      for (int i = 0; i < 50; i++) {
        store.put(WAV, FakeAudio.wav(3));
      }
      over.set(true);
      assertThat(reader.get()).isPositive();
    }
  }

  @Test
  void leavesNothingOfAFileThatDidNotFit() throws StoreFailed {
    AtomicBoolean full = new AtomicBoolean();
    AudioStore store =
        AudioStore.open(
            dir,
            MIB,
            clock,
            (file, content) -> {
              if (full.get()) {
                Files.write(file, java.util.Arrays.copyOf(content, content.length / 2));
                throw new IOException("No space left on device");
              }
              FileWriting.synced(file, content);
            });
    store.testWrite();
    full.set(true);

    assertThatThrownBy(() -> store.put(WAV, FakeAudio.wav(1)))
        .isInstanceOf(StoreFailed.class)
        .hasMessage(
            "audio store "
                + store.directory()
                + ": writing "
                + WAV.fileName()
                + " failed: No space left on device");
    assertThatThrownBy(store::testWrite)
        .isInstanceOf(StoreFailed.class)
        .hasMessageEndingWith(": a test write failed: No space left on device");
    assertThat(names()).containsExactly(".raido-store");
    full.set(false);
    store.testWrite();
    assertThat(store.put(WAV, FakeAudio.wav(1)).plays()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void saysWhatADiskThatIsReallyFullSays() throws StoreFailed {
    Path fullDevice = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(fullDevice), "there is no /dev/full on this system");
    AtomicBoolean full = new AtomicBoolean();
    AudioStore store =
        AudioStore.open(
            dir,
            MIB,
            clock,
            (file, content) -> {
              if (!full.get()) {
                FileWriting.synced(file, content);
                return;
              }
              try (FileChannel out = FileChannel.open(fullDevice, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(content));
              }
            });
    full.set(true);

    assertThatThrownBy(() -> store.put(WAV, FakeAudio.wav(1)))
        .isInstanceOf(StoreFailed.class)
        .hasMessageEndingWith("failed: No space left on device");
  }

  @Test
  void saysWhenItsPathIsAFile() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));

    assertThatThrownBy(() -> AudioStore.open(file, MIB, clock))
        .isInstanceOf(StoreFailed.class)
        .hasMessageContaining("audio store " + file + ": opening it failed");
  }

  @Test
  void saysWhenItsVolumeIsGone() throws IOException {
    AudioStore store = open();
    Files.delete(dir.resolve(".raido-store"));

    assertThatThrownBy(store::testWrite)
        .isInstanceOf(StoreFailed.class)
        .hasMessageContaining("its marker is gone");
    assertThatThrownBy(() -> store.put(WAV, FakeAudio.wav(1))).isInstanceOf(StoreFailed.class);

    AudioStore.open(dir, MIB, clock);
    assertThatThrownBy(store::testWrite)
        .isInstanceOf(StoreFailed.class)
        .hasMessageContaining("another store");
  }

  @Test
  void refusesAMarkerThatIsNone() throws IOException {
    Files.writeString(dir.resolve(".raido-store"), "hello");

    assertThatThrownBy(this::open)
        .isInstanceOf(StoreFailed.class)
        .hasMessageEndingWith(".raido-store is no marker");
  }

  @Test
  void saysWhenSomethingElseHasTheName() throws IOException {
    Files.createDirectories(dir.resolve(WAV.fileName()).resolve("not empty"));
    AudioStore store = open();

    assertThat(store.find(WAV)).isEmpty();
    assertThatThrownBy(() -> store.put(WAV, FakeAudio.wav(1))).isInstanceOf(StoreFailed.class);
    assertThat(names()).containsExactlyInAnyOrder(".raido-store", WAV.fileName());
  }

  private AudioStore open() throws StoreFailed {
    return AudioStore.open(dir, MIB, clock);
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static <T> List<T> sideBySide(int times, Callable<T> work) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.add(work);
      }
      for (Future<T> future : threads.invokeAll(all)) {
        results.add(future.get());
      }
    }
    return results;
  }

  private static AudioKey key(String text, AudioFormat format) {
    return AudioKey.of(new SpeechOrder(text, "af_bella", 1, format, "kokoro"));
  }
}
