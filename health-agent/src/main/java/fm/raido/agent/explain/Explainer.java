package fm.raido.agent.explain;

import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Signal;
import fm.raido.protection.pressure.SignalRule;
import fm.raido.protection.pressure.Standing;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the explanation of a look; pure. */
final class Explainer {
  private static final List<String> NEVER =
      List.of(
          "names, command lines or numbers of processes",
          "users, groups, files, paths, environment",
          "network addresses, connections, what is spoken");

  private final String service;
  private final String host;
  private final PressureThresholds thresholds;

  Explainer(String service, String host, PressureThresholds thresholds) {
    this.service = service;
    this.host = host;
    this.thresholds = thresholds;
  }

  Explanation explain(Pulse pulse, String limits, Duration looked) {
    return new Explanation(
        host,
        service,
        pulse.at(),
        looked,
        pulse.scope(),
        limits,
        pulse.state().level(),
        pulse.state().reason(),
        standings(pulse).stream().map(this::rule).toList(),
        NotRead.of(pulse, thresholds),
        pulse.refused(),
        List.of(
            TopicCatalogue.PROTECTION
                + ": service, host, level and reason; every 5s, and at once on a change",
            TopicCatalogue.HOST_PRESSURE + ": the same, scope, and the readings named here"),
        NEVER);
  }

  /** Use is a mean over the check that is under way, where there is one. */
  List<Standing> standings(Pulse pulse) {
    return Arrays.stream(Signal.values())
        .map(signal -> Standing.at(signal, value(signal, pulse), pulse.state(), thresholds))
        .toList();
  }

  private @Nullable Double value(Signal signal, Pulse pulse) {
    Double mean = signal.isQuick() ? null : pulse.state().check().mean(signal);
    Double value = mean == null ? thresholds.value(signal, pulse.readings()) : mean;
    return value == null || !(value >= 0) ? null : value;
  }

  private Explanation.Rule rule(Standing standing) {
    return new Explanation.Rule(
        standing.signal().name(),
        standing.signal().label(),
        rounded(standing.value()),
        standing.level(),
        way(standing, standing.warning()),
        way(standing, standing.critical()),
        standing.calm(),
        !standing.signal().isQuick(),
        thresholds.source(standing.signal()));
  }

  private static Explanation.Way way(Standing standing, Standing.Step step) {
    SignalRule.Band band = step.band();
    Double value = standing.value();
    return new Explanation.Way(
        band.enter(),
        band.leave(),
        band.lasting(),
        step.held(),
        value == null ? null : rounded(step.missing(value)),
        step.inForce());
  }

  private static @Nullable Double rounded(@Nullable Double value) {
    return value == null ? null : Double.valueOf(Math.round(value * 100) / 100.0);
  }
}
