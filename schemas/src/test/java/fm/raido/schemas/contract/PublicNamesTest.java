package fm.raido.schemas.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PublicNamesTest {
  private static final Path PUBLISHED =
      Path.of("src", "test", "resources", "published", "v1", "names.txt");

  /**
   * The file has the names of the last published version. At a release run this test with {@code
   * -Dnames.write=true}, which only adds. A name that goes is taken from the file by hand, when
   * {@code docs/contracts.md} allows it.
   */
  @Test
  void noNameThatWasPublishedIsGone() throws IOException {
    Set<String> published = new TreeSet<>(Files.readAllLines(PUBLISHED, UTF_8));
    if (Boolean.getBoolean("names.write")) {
      published.addAll(PublicNames.current());
      Files.write(PUBLISHED, published, UTF_8);
    }
    assertThat(published).hasSizeGreaterThan(100);
    assertThat(PublicNames.gone(published, PublicNames.current())).isEmpty();
  }

  @Test
  void aNameThatIsGoneOrChangedIsFound() {
    assertThat(PublicNames.gone(Set.of("header a", "topic b"), Set.of("header A", "topic b")))
        .containsExactly("header a");
  }

  @Test
  void namesOfAllKindsAreLookedAt() {
    assertThat(PublicNames.current())
        .contains(
            "topic raido.requests",
            "group raido-dj-workers",
            "header ce_id",
            "event fm.raido.protection.CallAsked",
            "setting TTS_TIMEOUT");
  }
}
