package fm.raido.schemas.announcement;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The audio of an outcome.
 *
 * @param file name inside the audio store, never a path
 * @param format {@code wav} or {@code mp3}
 * @param bytes size of the file
 * @param duration how long it plays
 * @param source who spoke it
 */
public record Audio(String file, String format, long bytes, Duration duration, Source source) {

  public Audio {
    requireNonNull(file, "file");
    requireNonNull(format, "format");
    requireNonNull(duration, "duration");
    requireNonNull(source, "source");
  }

  /** Where audio comes from. */
  public enum Source {
    /** A call to the speech host, made for this request. */
    SPEECH,
    /** The audio store had the same words already. */
    STORE,
    /** The worker's own small voice. */
    LOCAL_VOICE,
    /** A clip that the station recorded. */
    CLIP
  }
}
