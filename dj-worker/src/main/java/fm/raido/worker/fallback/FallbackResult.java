package fm.raido.worker.fallback;

import fm.raido.schemas.announcement.Audio;
import fm.raido.worker.audio.StoredAudio;
import org.jspecify.annotations.Nullable;

/** What became of a fallback; both are outcomes, none is an error of the program. */
public sealed interface FallbackResult {
  /**
   * There is audio.
   *
   * @param text the words that are heard, or null for a clip: nobody told us its words
   * @param voice who is heard: the local voice's name, or {@code clip}
   * @param audio the file in the store
   * @param source {@code LOCAL_VOICE} or {@code CLIP}
   */
  record Rendered(@Nullable String text, String voice, StoredAudio audio, Audio.Source source)
      implements FallbackResult {}

  /** There is none; why, in words. */
  record Failed(String why) implements FallbackResult {}
}
