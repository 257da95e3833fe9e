package fm.raido.worker.audio;

import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import java.time.Duration;
import java.util.Locale;

/**
 * Audio in the store.
 *
 * @param file its name inside the store
 * @param format of the file
 * @param bytes its size
 * @param plays how long it plays
 */
public record StoredAudio(String file, AudioFormat format, long bytes, Duration plays) {

  /** What an outcome says of it. */
  public Audio from(Audio.Source source) {
    return new Audio(file, format.name().toLowerCase(Locale.ROOT), bytes, plays, source);
  }
}
