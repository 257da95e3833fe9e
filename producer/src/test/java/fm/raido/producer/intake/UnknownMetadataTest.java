package fm.raido.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownMetadataTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "Unknown Artist",
        "UNKNOWN",
        "<unknown>",
        "[Unknown]",
        "Untitled",
        "Track 01",
        "track7",
        "AudioTrack 12",
        "N/A",
        "-",
        "Unknown  artist"
      })
  void recognisesPlaceholders(String text) {
    assertThat(UnknownMetadata.in(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!!",
        "Various Artists",
        "Unknown Mortal Orchestra",
        "Unknown Pleasures",
        "311",
        "Tracks of My Tears",
        "Untitled (How Does It Feel)",
        "(Sittin' On) The Dock of the Bay"
      })
  void letsRealNamesPass(String text) {
    assertThat(UnknownMetadata.in(text)).isFalse();
  }
}
