package fm.raido.worker.fallback;

import java.nio.file.Path;

/**
 * A station's templates cannot be used: a program that finds it does not start. The message names
 * file, line and fault.
 */
public final class WrongTemplate extends Exception {
  private static final long serialVersionUID = 1L;

  WrongTemplate(String message) {
    super(message);
  }

  WrongTemplate(Path path, String fault) {
    super(path + ": " + fault);
  }
}
