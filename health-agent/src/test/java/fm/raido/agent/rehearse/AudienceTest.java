package fm.raido.agent.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudienceTest {
  private final ProtectionFold fold = new ProtectionFold();

  @Test
  void aRehearsalThatNobodyHeedsIsToldSo() {
    assertThat(Audience.objection(fold, "kokoro", "studio"))
        .contains("no settings are in force, for no worker has been here: it would have no effect");

    set(3, Stage.settings(Set.of("k2", "k1")));
    assertThat(Audience.objection(fold, "kokoro", "studio"))
        .contains(
            "it would have no effect: PROTECT_ON_HOSTS of the settings in force (revision 3 by w1)"
                + " names k1, k2, and not studio");
    assertThat(Audience.objection(fold, "kokoro", "k1")).isEmpty();

    set(4, Stage.settings(Set.of()));
    assertThat(Audience.objection(fold, "kokoro", "studio")).isEmpty();
    assertThat(Audience.objection(fold, "piper", "studio"))
        .contains(
            "it would have no effect: the settings in force (revision 4 by w1) are for speech"
                + " service kokoro, and SPEECH_SERVICE is piper here");
  }

  @Test
  void aLogOfAnotherVersionIsLeftAlone() {
    fold.apply(Optional.of(new SettingsSet(9, 99, FoldSettings.UNKNOWN, "w9")), Stage.START);
    assertThat(Audience.objection(fold, "kokoro", "studio"))
        .contains("the protection log is of a version that this program does not know");
  }

  private void set(long revision, FoldSettings settings) {
    fold.apply(Optional.of(new SettingsSet(revision, 1, settings, "w1")), Stage.START);
  }
}
