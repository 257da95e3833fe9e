package fm.raido.worker.fallback;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.worker.audio.AudioKey;
import fm.raido.worker.audio.AudioStore;
import fm.raido.worker.audio.StoreFailed;
import fm.raido.worker.audio.StoredAudio;
import fm.raido.worker.sound.UnreadableSound;
import fm.raido.worker.speech.SpeechOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Makes the audio that steps in for speech. Two at a time at most, with permits of their own, so
 * that calls which hang in the speech host cannot starve it. Safe for use by any thread; blocks.
 */
public final class FallbackVoice {
  /** Rendering is quick and uses the worker's CPU: more at once would only delay each other. */
  static final int AT_ONCE = 2;

  private static final String CLIP_VOICE = "clip";
  private static final String MODEL = "local";

  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final FallbackTemplates templates;
  private final LocalVoice voice;
  private final AudioStore store;

  /** A fallback that puts its audio into that store. */
  public FallbackVoice(FallbackTemplates templates, LocalVoice voice, AudioStore store) {
    this.templates = templates;
    this.voice = voice;
    this.store = store;
  }

  /**
   * Renders the station's clip or line for that request into the store.
   *
   * @param atMost waiting for a permit included
   * @return never an exception: a fallback that fails is an outcome too. An interrupt gives {@code
   *     Failed} and leaves the thread's flag set
   */
  public FallbackResult render(AnnouncementRequest request, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      if (!permits.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        return new FallbackResult.Failed(
            "no fallback voice was free within " + atMost.toMillis() + " ms");
      }
      try {
        return render(request, end);
      } finally {
        permits.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new FallbackResult.Failed("the fallback was interrupted");
    } catch (StoreFailed e) {
      return new FallbackResult.Failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return new FallbackResult.Failed("the fallback failed: " + e);
    }
  }

  private FallbackResult render(AnnouncementRequest request, long end)
      throws InterruptedException, StoreFailed {
    Optional<Path> clip = templates.clip(request);
    if (clip.isPresent()) {
      Optional<FallbackResult> rendered = render(clip.get());
      if (rendered.isPresent()) {
        return rendered.get();
      }
    }
    return render(templates.line(request), end);
  }

  /** Empty where the clip cannot be read any more; the line is better than nothing then. */
  private Optional<FallbackResult> render(Path clip) throws StoreFailed {
    try {
      byte[] wav = StationClip.read(clip);
      AudioKey key = AudioKey.ofClip(wav, AudioFormat.WAV);
      Optional<StoredAudio> known = store.find(key);
      StoredAudio audio = known.isPresent() ? known.get() : store.put(key, wav);
      return Optional.of(new FallbackResult.Rendered(null, CLIP_VOICE, audio, Audio.Source.CLIP));
    } catch (StoreFailed e) {
      throw e;
    } catch (IOException | UnreadableSound e) {
      return Optional.empty();
    }
  }

  private FallbackResult render(String line, long end) throws InterruptedException, StoreFailed {
    AudioKey key = AudioKey.of(new SpeechOrder(line, LocalVoice.NAME, 1, AudioFormat.WAV, MODEL));
    Optional<StoredAudio> known = store.find(key);
    if (known.isPresent()) {
      return rendered(line, known.get());
    }
    Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    return switch (voice.speak(line, 1, left)) {
      case LocalSpeech.Said(var wav) -> rendered(line, store.put(key, wav));
      case LocalSpeech.NothingToSay() ->
          new FallbackResult.Failed("the local voice can say nothing of \"" + line + "\"");
      case LocalSpeech.NotSaid(var why) -> new FallbackResult.Failed(why);
    };
  }

  private static FallbackResult rendered(String line, StoredAudio audio) {
    return new FallbackResult.Rendered(line, LocalVoice.NAME, audio, Audio.Source.LOCAL_VOICE);
  }
}
