package fm.raido.schemas.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes {@code .env.example} from the catalogue. */
final class EnvExample {
  private EnvExample() {}

  /** The whole file. */
  static String text() {
    StringBuilder text =
        new StringBuilder(
            """
            # Every setting, with its default. Copy this file to .env, take the # away from what you change, and
            # start again. NAME=VALUE, quotes where you need blanks; the real environment wins over this file.
            # With Docker, `docker compose up -d` applies a change, `docker compose restart` does not (docs/docker.md).
            # Made from the catalogue of settings: change it there.
            """);
    for (Setting<?> setting : RaidoSettings.ALL) {
      text.append('\n')
          .append("# ")
          .append(setting.description())
          .append(" (")
          .append(setting.rule())
          .append(")\n#")
          .append(setting.name())
          .append('=')
          .append(setting.defaultText())
          .append('\n');
    }
    return text.toString();
  }

  /** The file in the project's root, from a module's directory. */
  static Path path() {
    return Path.of("..", ".env.example");
  }

  public static void main(String[] args) throws IOException {
    Files.writeString(path(), text(), UTF_8);
  }
}
