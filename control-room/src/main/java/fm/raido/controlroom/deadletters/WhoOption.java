package fm.raido.controlroom.deadletters;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Who does it, for the history. */
final class WhoOption {
  private static final int WORDS_MAX = 300;

  @Option(names = "--who", description = "Who does it; else this machine's user.")
  private @Nullable String who;

  String who(CommandSpec spec) {
    String name = who == null ? System.getProperty("user.name", "unknown") : who;
    if (name.isBlank()
        || name.length() > WORDS_MAX
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new ParameterException(
          spec.commandLine(),
          "--who must be 1 to " + WORDS_MAX + " characters without control characters");
    }
    return name;
  }
}
