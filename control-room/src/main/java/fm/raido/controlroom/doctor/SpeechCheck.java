package fm.raido.controlroom.doctor;

import fm.raido.controlroom.status.StatusText;
import fm.raido.protection.fold.EndedCall;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Does the speech host speak? Judged by the last calls in the protection log: a call of the
 * doctor's own would be one that the cluster's limits know nothing of, and Kokoro's {@code /health}
 * is a constant. A try is {@link SpokenCheck}.
 */
final class SpeechCheck implements Check {
  private static final String TRY = "raido doctor --speak";

  private final Cluster cluster;
  private final Settings settings;

  SpeechCheck(Cluster cluster, Settings settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "speech host";
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>(switchedOff(settings));
    LogPicture log = cluster.log();
    findings.add(judge(log.recentCalls(), log.at()));
    return findings;
  }

  /** What in this environment keeps a worker from ever calling. */
  static List<Finding> switchedOff(Settings settings) {
    List<Finding> findings = new ArrayList<>();
    if (settings.get(RaidoSettings.DJ_PROVIDER) == RaidoSettings.Provider.DISABLED) {
      findings.add(
          new Finding.Warning(
              "DJ_PROVIDER is disabled here: a worker started here asks for no speech",
              "raido settings"));
    }
    if (settings.get(RaidoSettings.DJ_VOICE_PROVIDER) == RaidoSettings.VoiceProvider.TEMPLATES) {
      findings.add(
          new Finding.Warning(
              "DJ_VOICE_PROVIDER is templates here: a worker started here calls no speech host at all",
              "raido settings"));
    }
    return findings;
  }

  /**
   * @param calls the last calls that ended, newest first
   */
  static Finding judge(List<EndedCall> calls, Instant now) {
    List<EndedCall> used =
        calls.stream().filter(call -> call.result() != CallResult.UNUSED).toList();
    if (used.isEmpty()) {
      return new Finding.Warning(
          "nobody has called it in the last 7 days: whether it speaks is not known", TRY);
    }
    EndedCall last = used.getFirst();
    String ago = StatusText.span(Duration.between(last.at(), now)) + " ago";
    if (last.result() == CallResult.SPOKEN) {
      return new Finding.Good(
          "it spoke %s, in %.1f s; %s"
              .formatted(ago, TimeUnit.MILLISECONDS.convert(last.took()) / 1e3, sum(used)));
    }
    if (!last.result().isHostFailure()) {
      return new Finding.Good(
          "it answered %s, though it refused that request; %s".formatted(ago, sum(used)));
    }
    long inARow = used.stream().takeWhile(call -> call.result().isHostFailure()).count();
    String words =
        "%s failed, the last %s: %s"
            .formatted(
                inARow == 1 ? "the last call" : "the last " + inARow + " calls", ago, sum(used));
    return inARow == 1
        ? new Finding.Warning(words, TRY)
        : new Finding.Wrong(
            words,
            "look at the speech host itself (does it run? memory, disk, its log), then " + TRY);
  }

  private static String sum(List<EndedCall> calls) {
    return calls.stream()
        .collect(
            Collectors.groupingBy(EndedCall::result, java.util.TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getValue() + " " + words(entry.getKey()))
        .collect(Collectors.joining(", ", "of the last " + calls.size() + ": ", ""));
  }

  private static String words(CallResult result) {
    return result.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
