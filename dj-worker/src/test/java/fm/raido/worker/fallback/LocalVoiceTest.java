package fm.raido.worker.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import fm.raido.worker.sound.Levelling;
import fm.raido.worker.sound.UnreadableSound;
import fm.raido.worker.sound.Wav;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LocalVoiceTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(100);

  @ParameterizedTest
  @CsvSource({"1, 2.5", "2, 1.25", "0.5, 5.0"})
  void speaksAsLongAsTheWordsTakeAtThatSpeed(double speed, double seconds) throws Exception {
    try (LocalVoice voice = new LocalVoice(1)) {
      byte[] wav = said(voice, "Hello there, this is station main.", speed);

      assertThat(Wav.read(wav).plays().toMillis() / 1_000.0).isCloseTo(seconds, within(0.2));
      assertThat(Wav.read(wav).sampleRate()).isEqualTo(16_000);
      assertThat(Levelling.lufs(wav)).isCloseTo(-16, within(0.7));
      assertThat(Levelling.peak(wav)).isLessThan(0.9);
    }
  }

  @Test
  void saysNothingWhereThereIsNothingToSay() throws InterruptedException {
    try (LocalVoice voice = new LocalVoice(1)) {
      assertThat(voice.speak("... 東京", 1, LONG)).isEqualTo(new LocalSpeech.NothingToSay());
      assertThat(voice.speak("-- 00 --", 1, LONG)).isEqualTo(new LocalSpeech.NothingToSay());
    }
  }

  /** FreeTTS keeps things in statics; two roles of one process must not mix their words up. */
  @Test
  void soundsTheSameAloneAndBesideOthersAndInTwoRoles() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      texts.add("Song number " + i + " is by artist " + i * 37 + ", from " + (1950 + i) + ".");
    }
    try (LocalVoice alone = new LocalVoice(1);
        LocalVoice worker = new LocalVoice(2);
        LocalVoice server = new LocalVoice(2);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<byte[]> expected = new ArrayList<>();
      for (String text : texts) {
        expected.add(said(alone, text, 1));
      }
      List<Future<byte[]>> actual = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        LocalVoice voice = i % 2 == 0 ? worker : server;
        String text = texts.get(i);
        actual.add(threads.submit(() -> said(voice, text, 1)));
      }
      for (int i = 0; i < texts.size(); i++) {
        assertThat(actual.get(i).get()).as(texts.get(i)).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void printsNothing() throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream collector = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(collector);
    System.setErr(collector);
    try (LocalVoice voice = new LocalVoice(1)) {
      said(voice, "Hello, this is 1 test, of $5 & more: http://radio.example/x?y=z", 1);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void leavesNoThreadBehindWhenItIsClosed() throws Exception {
    long before = voiceThreads();
    LocalVoice voice = new LocalVoice(2);
    said(voice, "Hello.", 1);

    voice.close();

    await("its threads have ended").until(() -> voiceThreads() <= before);
  }

  @Test
  void replacesAnEngineThatHangs() throws InterruptedException {
    Engines engines = new Engines();
    engines.behave(new Hanging(), new Beeping());
    try (LocalVoice voice = new LocalVoice(1, engines::next)) {
      assertThat(voice.speak("hangs", 1, SHORT))
          .isEqualTo(new LocalSpeech.NotSaid("the local voice took longer than 100 ms"));
      assertThat(voice.speak("works", 1, LONG)).isInstanceOf(LocalSpeech.Said.class);
    }
  }

  @Test
  void doesNotLetOneThatHangsHoldUpTheOther() throws Exception {
    Engines engines = new Engines();
    engines.behave(new Hanging(), new Beeping());
    try (LocalVoice voice = new LocalVoice(2, engines::next);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<LocalSpeech> stuck = () -> voice.speak("hangs", 1, Duration.ofSeconds(2));
      Future<LocalSpeech> first = threads.submit(stuck);
      await("the first has begun").until(() -> engines.made.get() == 1);

      assertThat(voice.speak("works", 1, LONG)).isInstanceOf(LocalSpeech.Said.class);
      assertThat(first).isNotDone();
      assertThat(first.get()).isInstanceOf(LocalSpeech.NotSaid.class);
    }
  }

  @Test
  void makesNoMoreEnginesWhenTooManyHangAndGoesOnWhenTheyEnd() throws InterruptedException {
    Engines engines = new Engines();
    Hanging hanging = new Hanging();
    for (int i = 0; i <= LocalVoice.STUCK_MAX; i++) {
      engines.behave(hanging);
    }
    try (LocalVoice voice = new LocalVoice(1, engines::next)) {
      for (int i = 0; i <= LocalVoice.STUCK_MAX; i++) {
        assertThat(voice.speak("hangs", 1, SHORT))
            .isEqualTo(new LocalSpeech.NotSaid("the local voice took longer than 100 ms"));
      }
      assertThat(voice.speak("waits", 1, SHORT))
          .isEqualTo(new LocalSpeech.NotSaid("the local voice hangs"));
      assertThat(engines.made).hasValue(LocalVoice.STUCK_MAX + 1);

      hanging.goOn.countDown();

      assertThat(voice.speak("works", 1, LONG)).isInstanceOf(LocalSpeech.Said.class);
      await("what hung is let go of").until(() -> hanging.closed.get() == 5);
    }
  }

  @Test
  void replacesAnEngineThatFails() throws InterruptedException {
    Engines engines = new Engines();
    VoiceEngine failing =
        new Beeping() {
          @Override
          public float[] speak(String text, double speed) {
            throw new ArrayIndexOutOfBoundsException(7);
          }
        };
    engines.behave(failing, new Beeping());
    try (LocalVoice voice = new LocalVoice(1, engines::next)) {
      assertThat(voice.speak("fails", 1, LONG))
          .isEqualTo(
              new LocalSpeech.NotSaid(
                  "the local voice failed: java.lang.ArrayIndexOutOfBoundsException: Array index"
                      + " out of range: 7"));
      assertThat(voice.speak("works", 1, LONG)).isInstanceOf(LocalSpeech.Said.class);
    }
  }

  private static byte[] said(LocalVoice voice, String text, double speed)
      throws InterruptedException, UnreadableSound {
    LocalSpeech speech = voice.speak(text, speed, LONG);
    assertThat(speech).isInstanceOf(LocalSpeech.Said.class);
    return ((LocalSpeech.Said) speech).wav();
  }

  /** FreeTTS names its output threads after nothing: they are known by what they run. */
  private static long voiceThreads() {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            stack -> List.of(stack).stream().anyMatch(e -> e.getClassName().contains("freetts")))
        .count();
  }

  private static final class Engines {
    final AtomicInteger made = new AtomicInteger();
    private final Queue<VoiceEngine> script = new ConcurrentLinkedQueue<>();

    void behave(VoiceEngine... engines) {
      script.addAll(List.of(engines));
    }

    VoiceEngine next() {
      made.incrementAndGet();
      VoiceEngine engine = script.poll();
      return engine == null ? new Beeping() : engine;
    }
  }

  private static class Beeping implements VoiceEngine {
    @Override
    public float[] speak(String text, double speed) {
      float[] samples = new float[8_000];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (float) (0.1 * Math.sin(i / 3.0));
      }
      return samples;
    }

    @Override
    public int sampleRate() {
      return 16_000;
    }
  }

  private static final class Hanging extends Beeping {
    final CountDownLatch goOn = new CountDownLatch(1);
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public float[] speak(String text, double speed) {
      boolean interrupted = false;
      while (true) {
        try {
          goOn.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return super.speak(text, speed);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
