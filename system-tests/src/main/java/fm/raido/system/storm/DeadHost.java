package fm.raido.system.storm;

import fm.raido.system.audit.GroupHistory;
import fm.raido.testkit.promise.Grant;
import fm.raido.testkit.promise.Observed;
import fm.raido.testkit.promise.Observed.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The speech host is dead while four workers run and a thousand requests wait. */
public final class DeadHost implements Scene {
  private static final int REQUESTS = 1_000;
  private static final String PREFIX = "outage-";

  /** Over two open times of the breaker. */
  private static final Duration LASTING = Duration.ofSeconds(13);

  private static final Duration READY = Duration.ofSeconds(60);

  private final Stage stage;
  private final SplittableRandom dice;
  private long connections;
  private Span outage = new Span("", Instant.EPOCH, Instant.EPOCH);

  public DeadHost(Stage stage, long seed) {
    this.stage = stage;
    this.dice = new SplittableRandom(seed);
  }

  @Override
  public String name() {
    return "the speech host is dead, and 1,000 requests wait";
  }

  @Override
  public void play() throws InterruptedException {
    stage.heal(Stage.WORKERS, READY);
    long before = stage.links().connectionsToHost();
    Instant from = Instant.now();
    stage.voice().fallIll(Voice.Ill.DEAD);
    stage
        .chronicle()
        .did(Deed.HOST_TROUBLE, Voice.Ill.DEAD + ", with 1,000 requests and 4 workers");
    stage.feed().pace(REQUESTS, Duration.ofSeconds(2), new Mix(dice.split(), PREFIX)::speech);
    Stage.pause(LASTING);
    outage = new Span("", from, Instant.now());
    connections = stage.links().connectionsToHost() - before;
    stage.chronicle().hostDead(outage.from(), outage.to());
    stage.voice().recover();
  }

  @Override
  public List<Figure> figures(Observed seen, GroupHistory group) {
    Map<String, Grant> grants =
        seen.grants().stream()
            .filter(grant -> outage.covers("", grant.at(), Duration.ZERO))
            .collect(Collectors.toMap(Grant::callId, grant -> grant, (a, b) -> a));
    long calls = grants.values().stream().filter(grant -> grant.request() != null).count();
    long probes = grants.size() - calls;
    long openPeriods =
        Duration.between(outage.from(), outage.to()).toMillis()
            / StageSettings.BREAKER_OPEN.toMillis();
    long letters =
        seen.letters().stream().filter(letter -> letter.key().id().startsWith(PREFIX)).count();
    return List.of(
        Figure.atMost("calls to the dead host, 4 workers, 1,000 waiting", calls, 5),
        Figure.atMost(
            "probes of the dead host in %d s, breaker open %d s"
                .formatted(
                    Duration.between(outage.from(), outage.to()).toSeconds(),
                    StageSettings.BREAKER_OPEN.toSeconds()),
            probes,
            openPeriods),
        Figure.atMost("requests dead-lettered by that outage", letters, 3),
        Figure.atMost("connections to the dead host, by whomever", connections, calls + probes));
  }
}
