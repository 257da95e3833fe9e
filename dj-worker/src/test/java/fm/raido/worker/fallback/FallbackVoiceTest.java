package fm.raido.worker.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.testkit.FakeAudio;
import fm.raido.testkit.ManualTime;
import fm.raido.worker.audio.AudioStore;
import fm.raido.worker.audio.StoreFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FallbackVoiceTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final AnnouncementRequest INTRO = Requests.intro("1", Requests.BARE);

  @TempDir Path dir;
  private final LocalVoice local = new LocalVoice(2);
  private AudioStore store;

  @BeforeEach
  void openStore() throws StoreFailed {
    store = AudioStore.open(dir.resolve("store"), 1 << 30, ManualTime.atNoon());
  }

  @AfterEach
  void closeVoice() {
    local.close();
  }

  @Test
  void speaksTheLineAndSaysTruthfullyWhoSpoke() {
    FallbackResult.Rendered rendered = rendered(INTRO);

    assertThat(rendered.text()).isEqualTo("Up next: Nina Simone, Feeling Good.");
    assertThat(rendered.voice()).isEqualTo("kevin16");
    assertThat(rendered.source()).isEqualTo(Audio.Source.LOCAL_VOICE);
    assertThat(rendered.audio().plays()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    assertThat(store.directory().resolve(rendered.audio().file())).isRegularFile();
  }

  @Test
  void speaksTheSameLineOnce() {
    AtomicInteger spoken = new AtomicInteger();
    LocalVoice counting =
        new LocalVoice(
            1,
            () ->
                new VoiceEngine() {
                  @Override
                  public float[] speak(String text, double speed) {
                    spoken.incrementAndGet();
                    return new float[] {0.1f, 0.2f};
                  }

                  @Override
                  public int sampleRate() {
                    return 16_000;
                  }
                });
    FallbackVoice voice = new FallbackVoice(FallbackTemplates.builtIn(), counting, store);

    assertThat(voice.render(INTRO, LONG)).isEqualTo(voice.render(INTRO, LONG));
    assertThat(spoken).hasValue(1);
  }

  @Test
  void takesTheStationsClipWhereThereIsOne() throws Exception {
    Path clip = clip();

    FallbackResult.Rendered rendered = rendered(INTRO);

    assertThat(rendered.text()).isNull();
    assertThat(rendered.voice()).isEqualTo("clip");
    assertThat(rendered.source()).isEqualTo(Audio.Source.CLIP);
    assertThat(rendered.audio().plays()).isEqualTo(Duration.ofSeconds(2));
    Files.write(clip, FakeAudio.wav(3));
    assertThat(rendered(INTRO).audio().plays()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void speaksTheLineWhereTheClipHasGone() throws Exception {
    FallbackTemplates templates =
        new FallbackTemplates(
            Map.of(
                new FallbackTemplates.StationKind("radio-one", AnnouncementKind.INTRO),
                dir.resolve("gone.wav")),
            Map.of(),
            Map.of());

    assertThat(new FallbackVoice(templates, local, store).render(INTRO, LONG))
        .isInstanceOfSatisfying(
            FallbackResult.Rendered.class,
            r -> assertThat(r.source()).isEqualTo(Audio.Source.LOCAL_VOICE));
  }

  @Test
  void failsWithAWordWhenTheStoreFails() throws Exception {
    Files.delete(store.directory().resolve(".raido-store"));

    assertThat(new FallbackVoice(FallbackTemplates.builtIn(), local, store).render(INTRO, LONG))
        .isInstanceOfSatisfying(
            FallbackResult.Failed.class,
            failed -> assertThat(failed.why()).contains("its marker is gone"));
  }

  @Test
  void failsWithAWordWhenTheVoiceFails() {
    LocalVoice broken =
        new LocalVoice(
            1,
            () -> {
              throw new NoClassDefFoundError("com/sun/speech/freetts/Voice");
            });

    assertThat(new FallbackVoice(FallbackTemplates.builtIn(), broken, store).render(INTRO, LONG))
        .isEqualTo(
            new FallbackResult.Failed(
                "the local voice failed: java.lang.NoClassDefFoundError:"
                    + " com/sun/speech/freetts/Voice"));
  }

  @Test
  void rendersTwoAtATimeAndNoMore() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger speaking = new AtomicInteger();
    LocalVoice slow =
        new LocalVoice(
            5,
            () ->
                new VoiceEngine() {
                  @Override
                  public float[] speak(String text, double speed) {
                    speaking.incrementAndGet();
                    try {
                      goOn.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                    return new float[] {0.1f, 0.2f};
                  }

                  @Override
                  public int sampleRate() {
                    return 16_000;
                  }
                });
    FallbackVoice voice = new FallbackVoice(FallbackTemplates.builtIn(), slow, store);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<FallbackResult> first = threads.submit(() -> voice.render(INTRO, LONG));
      Future<FallbackResult> second = threads.submit(() -> voice.render(INTRO, LONG));
      await("two are speaking").until(() -> speaking.get() == FallbackVoice.AT_ONCE);

      assertThat(voice.render(INTRO, Duration.ofMillis(50)))
          .isEqualTo(new FallbackResult.Failed("no fallback voice was free within 50 ms"));
      goOn.countDown();
      assertThat(first.get()).isInstanceOf(FallbackResult.Rendered.class);
      assertThat(second.get()).isEqualTo(first.get());
    }
  }

  @Test
  void answersAnInterruptWithAResultAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    FallbackResult result =
        new FallbackVoice(FallbackTemplates.builtIn(), local, store).render(INTRO, LONG);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isEqualTo(new FallbackResult.Failed("the fallback was interrupted"));
  }

  private FallbackResult.Rendered rendered(AnnouncementRequest request) {
    try {
      Path templates = Files.createDirectories(dir.resolve("templates"));
      FallbackResult result =
          new FallbackVoice(FallbackTemplates.load(templates), local, store).render(request, LONG);
      assertThat(result).isInstanceOf(FallbackResult.Rendered.class);
      return (FallbackResult.Rendered) result;
    } catch (java.io.IOException | WrongTemplate e) {
      throw new AssertionError(e);
    }
  }

  private Path clip() throws java.io.IOException {
    Path folder = Files.createDirectories(dir.resolve("templates/radio-one"));
    return Files.write(folder.resolve("intro.wav"), FakeAudio.wav(2));
  }
}
