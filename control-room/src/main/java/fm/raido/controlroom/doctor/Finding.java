package fm.raido.controlroom.doctor;

import java.util.Optional;

/** What a check found. */
sealed interface Finding {

  /** In words, one line. */
  String words();

  /** The next command to type, where there is something to do. */
  default Optional<String> next() {
    return switch (this) {
      case Good _, Skipped _ -> Optional.empty();
      case Quiet quiet -> Optional.of(quiet.command());
      case Warning warning -> Optional.of(warning.command());
      case Wrong wrong -> Optional.of(wrong.command());
    };
  }

  /** As it should be. */
  record Good(String words) implements Finding {}

  /** It could not be looked at, and another finding says why; or it does not apply here. */
  record Skipped(String words) implements Finding {}

  /** Nothing is spoken now because the protection does its work. */
  record Quiet(String words, String command) implements Finding {}

  /** Everything works, but somebody should look at it. */
  record Warning(String words, String command) implements Finding {}

  /** It does not work, or will not for long. */
  record Wrong(String words, String command) implements Finding {}
}
