package fm.raido.controlroom.doctor;

import fm.raido.controlroom.status.StatusText;
import fm.raido.protection.fold.HostView;
import fm.raido.schemas.protection.PressureLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Is the speech host's pulse heard, and how is it? */
final class AgentsCheck implements Check {
  private final Cluster cluster;

  AgentsCheck(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "agents";
  }

  @Override
  public List<Finding> look() {
    return judge(cluster.log());
  }

  static List<Finding> judge(LogPicture log) {
    List<Finding> findings = new ArrayList<>();
    for (HostView host : log.hosts()) {
      if (host.counts() && host.level() != PressureLevel.GOING_AWAY) {
        findings.add(host(host, log.at()));
      }
    }
    Set<String> unheard =
        new TreeSet<>(log.rules().map(rules -> rules.protectOnHosts()).orElse(Set.of()));
    log.hosts().forEach(host -> unheard.remove(host.host()));
    if (!unheard.isEmpty()) {
      findings.add(
          new Finding.Warning(
              "PROTECT_ON_HOSTS names %s, which nobody has heard"
                  .formatted(String.join(", ", unheard)),
              "raido status"));
    } else if (findings.isEmpty()) {
      findings.add(nobody(log));
    }
    return findings;
  }

  private static Finding nobody(LogPicture log) {
    String others =
        log.hosts().stream()
            .filter(host -> host.level() != PressureLevel.GOING_AWAY)
            .map(host -> host.host() + " (service " + host.service() + ")")
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? new Finding.Warning(
            "no agent is heard: the speech host's pressure is not watched",
            "raido agent (on the speech host)")
        : new Finding.Wrong(
            "only %s is heard, and the workers' service is %s: SPEECH_SERVICE must be the same for agent and workers"
                .formatted(
                    others, log.rules().map(rules -> rules.service()).orElse("not known yet")),
            "raido settings");
  }

  private static Finding host(HostView host, Instant now) {
    String heard = StatusText.span(Duration.between(host.heardAt(), now));
    String rehearsal = host.rehearsal() ? ", a rehearsal" : "";
    if (host.silent()) {
      return new Finding.Wrong(
          "the agent of %s has been silent for %s: nothing is spoken until it is heard or forgotten"
              .formatted(host.host(), heard),
          "raido agent (on %s), or raido protect forget %s where it will not come back"
              .formatted(host.host(), host.host()));
    }
    return switch (host.level()) {
      case CRITICAL ->
          new Finding.Warning(
              "%s is under critical pressure: %s%s; heard %s ago"
                  .formatted(host.host(), host.reason(), rehearsal, heard),
              "top (on %s)".formatted(host.host()));
      case WARNING ->
          new Finding.Warning(
              "%s is under pressure, the limits are halved: %s%s; heard %s ago"
                  .formatted(host.host(), host.reason(), rehearsal, heard),
              "top (on %s)".formatted(host.host()));
      case NORMAL, GOING_AWAY ->
          new Finding.Good(
              "%s is well: %s%s; heard %s ago"
                  .formatted(host.host(), host.reason(), rehearsal, heard));
    };
  }
}
