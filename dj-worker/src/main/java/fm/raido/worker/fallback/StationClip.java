package fm.raido.worker.fallback;

import fm.raido.worker.sound.UnreadableSound;
import fm.raido.worker.sound.Wav;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A clip that a station recorded: a wav file. */
final class StationClip {
  /** A minute and a half of stereo at 48 kHz; read into memory whole. */
  private static final int BYTES_MAX = 16 << 20;

  private StationClip() {}

  /** Holds a clip to its rules at start, when somebody is there to read the message. */
  static void check(Path path) throws WrongTemplate {
    try {
      read(path);
    } catch (UnreadableSound e) {
      throw new WrongTemplate(path, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new WrongTemplate(path, e.getMessage() == null ? "it cannot be read" : e.getMessage());
    }
  }

  /** The clip, read anew each time: a station may record it again while we run. */
  static byte[] read(Path path) throws IOException, UnreadableSound {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] clip = in.readNBytes(BYTES_MAX + 1);
      if (clip.length > BYTES_MAX) {
        throw new IOException("a clip must be at most " + BYTES_MAX + " bytes");
      }
      if (Wav.read(clip).plays().isZero()) {
        throw new IOException("the clip is empty");
      }
      return clip;
    }
  }
}
