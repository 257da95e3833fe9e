package fm.raido.agent.rehearse;

import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import java.util.Optional;
import java.util.TreeSet;

/** Whether the settings in force heed the host at all; pure. */
final class Audience {
  private Audience() {}

  /** Why a rehearsal would have no effect, or empty where it has one. */
  static Optional<String> objection(ProtectionFold fold, String service, String host) {
    if (fold.isUnreadable()) {
      return Optional.of("the protection log is of a version that this program does not know");
    }
    if (fold.settings().isEmpty() || fold.rules().isEmpty()) {
      return Optional.of(
          "no settings are in force, for no worker has been here: it would have no effect");
    }
    SettingsSet set = fold.settings().get();
    FoldSettings rules = fold.rules().get();
    String by = "the settings in force (revision %d by %s)".formatted(set.revision(), set.worker());
    if (!rules.service().equals(service)) {
      return Optional.of(
          "it would have no effect: %s are for speech service %s, and SPEECH_SERVICE is %s here"
              .formatted(by, rules.service(), service));
    }
    if (!rules.protectOnHosts().isEmpty() && !rules.protectOnHosts().contains(host)) {
      return Optional.of(
          "it would have no effect: PROTECT_ON_HOSTS of %s names %s, and not %s"
              .formatted(by, String.join(", ", new TreeSet<>(rules.protectOnHosts())), host));
    }
    return Optional.empty();
  }
}
