package fm.raido.worker.audio;

import java.util.UUID;
import java.util.regex.Pattern;

/** Names of files that are being written; what a dead worker left is known by them. */
final class Temporary {
  static final Pattern FILE_NAME = Pattern.compile("\\.raido-part-[0-9a-f-]{36}-[A-Za-z0-9._-]+");

  private Temporary() {}

  static String name(String target) {
    return ".raido-part-" + UUID.randomUUID() + "-" + target;
  }
}
