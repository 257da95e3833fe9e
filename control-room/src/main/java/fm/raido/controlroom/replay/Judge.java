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

  Judge(ReplayPlan plan, TopicLimits limits) {
    this.plan = plan;
    this.records = new OutgoingRecords(plan);
    this.limits = limits;
  }

  /** What an answer came to. */
  sealed interface Answer {}

  /** It goes. */
  record Goes(Outgoing outgoing) implements Answer {}

  /** It stays. */
  record Remains(Stays why) implements Answer {}

  /** What the policy says; whether its record fits is not asked yet. */
  ReplayVerdict verdict(Letter letter, Instant now) {
    return ReplayPolicy.judge(letter.candidate(), plan.rules(), now);
  }

  /** What the whole says: the records that go, or why it stays. */
  Answer answer(Letter letter, Instant now) {
    return plan.action() == ReplayPlan.Action.DISCARD
        ? new Goes(records.discarded(letter, now))
        : switch (verdict(letter, now)) {
          case Stays stays -> new Remains(stays);
          case GoesAsRequest goes ->
              fitting(
                  plan.rules().requestTopic(),
                  limit -> records.request(letter, goes, limit.partitions(), now));
          case GoesAsBytes goes ->
              letter instanceof Letter.Foreign foreign
                  ? fitting(
                      goes.topic(), limit -> records.bytes(foreign, goes, limit.partitions(), now))
                  : new Remains(
                      new Stays(
                          Hindrance.ORIGIN_NOT_ALLOWED,
                          "a worker's letter goes back to requests alone"));
        };
  }

  /** The same as a verdict, for a forecast. */
  ReplayVerdict forecast(Letter letter, Instant now) {
    return answer(letter, now) instanceof Remains remains ? remains.why() : verdict(letter, now);
  }

  private Answer fitting(
      String topic, java.util.function.Function<TopicLimits.Limit, Outgoing> made) {
    Optional<TopicLimits.Limit> limit = limits.of(topic);
    if (limit.isEmpty()) {
      return new Remains(
          new Stays(Hindrance.ORIGIN_NOT_ALLOWED, "there is no topic " + topic + " any more"));
    }
    Outgoing outgoing = made.apply(limit.get());
    int bytes = OutgoingRecords.size(outgoing.records().getFirst());
    return ReplayPolicy.tooLarge(topic, bytes, limit.get().bytes())
        .<Answer>map(Remains::new)
        .orElseGet(() -> new Goes(outgoing));
  }
}
