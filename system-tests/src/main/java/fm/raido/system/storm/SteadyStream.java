package fm.raido.system.storm;

import fm.raido.testkit.promise.Observed.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * A steady stream of requests, most of which can be settled at once and some of which need speech:
 * their latency, from the moment when they are made to the append of their outcome, shows every
 * stall of anything on the way.
 */
final class SteadyStream {
  private static final int PER_SECOND = 60;
  private static final int SPEECH_EACH = 12;

  private final Stage stage;
  private final String prefix;
  private final Mix mix;
  private int sent;

  SteadyStream(Stage stage, String prefix, SplittableRandom dice) {
    this.stage = stage;
    this.prefix = prefix;
    this.mix = new Mix(dice, prefix);
  }

  /** Sends for so long, on a thread of its own. */
  Thread start(Duration lasting) {
    return Thread.ofPlatform()
        .name("steady")
        .start(() ->
            stage
                .feed()
                .pace((int) (PER_SECOND * lasting.toMillis() / 1_000), lasting, this::next));
  }

  private Mix.Sent next(Instant now) {
    return ++sent % SPEECH_EACH == 0 ? mix.speechBy(now) : mix.stale(now);
  }

  /** Whether it needed the speech host. */
  static boolean isSpeech(Settled settled) {
    return settled.outcome().airBy() != null
        && settled.outcome().airBy().isAfter(settled.outcome().decidedAt());
  }

  /** Its outcomes whose requests came in at that time. */
  List<Settled> between(List<Settled> outcomes, Instant from, Instant to) {
    return outcomes.stream()
        .filter(it -> it.outcome().id().startsWith(prefix))
        .filter(it -> !createdAt(it).isBefore(from) && createdAt(it).isBefore(to))
        .toList();
  }

  /** The longest latency among those, in milliseconds; -1 where there are none. */
  static long longest(List<Settled> outcomes, Predicate<Settled> which) {
    return outcomes.stream()
        .filter(which)
        .mapToLong(it -> Duration.between(createdAt(it), it.appendedAt()).toMillis())
        .max()
        .orElse(-1);
  }

  /** All carry the time of their making in their deadline. */
  private static Instant createdAt(Settled settled) {
    Instant airBy = settled.outcome().airBy();
    if (airBy == null) {
      return Instant.EPOCH;
    }
    return isSpeech(settled) ? airBy.minus(Mix.SPEECH_BY) : airBy.plus(Mix.STALE_BY);
  }

  static long longest(List<Settled> outcomes) {
    return longest(outcomes, any -> true);
  }
}
