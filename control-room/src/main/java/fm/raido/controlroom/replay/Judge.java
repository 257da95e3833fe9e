package fm.raido.controlroom.replay;

import fm.raido.controlroom.letters.Letter;
import fm.raido.protection.replay.Hindrance;
import fm.raido.protection.replay.ReplayPolicy;
import fm.raido.protection.replay.ReplayVerdict;
import fm.raido.protection.replay.ReplayVerdict.GoesAsBytes;
import fm.raido.protection.replay.ReplayVerdict.GoesAsRequest;
import fm.raido.protection.replay.ReplayVerdict.Stays;
import java.time.Instant;
import java.util.Optional;

/** Asks the policy, and what Kafka's topics can take. */
final class Judge {
  private final ReplayPlan plan;
  private final OutgoingRecords records;
  private final TopicLimits limits;

  Judge(ReplayPlan plan, TopicLimits limits, ReplaySpans spans) {
    this.plan = plan;
    this.records = new OutgoingRecords(plan, spans);
    this.limits = limits;
  }

  /** What an answer came to. */
  sealed interface Answer {}

  /**
   * It goes.
   *
   * @param verdict what the policy said; empty for a discard, which asks none
   */
  record Goes(Outgoing outgoing, Optional<ReplayVerdict> verdict) implements Answer {}

  /** It stays. */
  record Remains(Stays why) implements Answer {}

  /** The records that go and what the policy said, or why it stays. */
  Answer answer(Letter letter, Instant now) {
    return plan.action() == ReplayPlan.Action.DISCARD
        ? new Goes(records.discarded(letter, now), Optional.empty())
        : switch (ReplayPolicy.judge(letter.candidate(), plan.rules(), now)) {
          case Stays stays -> new Remains(stays);
          case GoesAsRequest goes ->
              fitting(
                  goes,
                  plan.rules().requestTopic(),
                  limit -> records.request(letter, goes, limit.partitions(), now));
          case GoesAsBytes goes ->
              letter instanceof Letter.Foreign foreign
                  ? fitting(
                      goes,
                      goes.topic(),
                      limit -> records.bytes(foreign, goes, limit.partitions(), now))
                  : new Remains(
                      new Stays(
                          Hindrance.ORIGIN_NOT_ALLOWED,
                          "a worker's letter goes back to requests alone"));
        };
  }

  private Answer fitting(
      ReplayVerdict verdict,
      String topic,
      java.util.function.Function<TopicLimits.Limit, Outgoing> made) {
    Optional<TopicLimits.Limit> limit = limits.of(topic);
    if (limit.isEmpty()) {
      return new Remains(
          new Stays(Hindrance.ORIGIN_NOT_ALLOWED, "there is no topic " + topic + " any more"));
    }
    Outgoing outgoing = made.apply(limit.get());
    int bytes = OutgoingRecords.size(outgoing.records().getFirst());
    return ReplayPolicy.tooLarge(topic, bytes, limit.get().bytes())
        .<Answer>map(Remains::new)
        .orElseGet(() -> new Goes(outgoing, Optional.of(verdict)));
  }
}
