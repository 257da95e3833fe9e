package fm.raido.schemas.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class EnvExampleTest {
  /** To bring it up to date, run this one test with {@code -Denv.example.write=true}. */
  @Test
  void theFileHasEverySettingAsTheCatalogueHasIt() throws IOException {
    if (Boolean.getBoolean("env.example.write")) {
      EnvExample.main(new String[0]);
    }
    assertThat(Files.readString(EnvExample.path(), UTF_8)).isEqualTo(EnvExample.text());
  }
}
