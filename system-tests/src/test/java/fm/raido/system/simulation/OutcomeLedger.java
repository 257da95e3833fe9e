package fm.raido.system.simulation;

import static java.util.Objects.requireNonNull;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.system.simulation.RequestTopic.Stored;
import fm.raido.system.simulation.Weather.Fault;
import fm.raido.worker.intake.Flow;
import fm.raido.worker.settlement.Batch;
import fm.raido.worker.settlement.Decided;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which records are settled and how, as a reader of what is committed sees it. */
final class OutcomeLedger {
  /** From here on every partition of a steady group has its owner. */
  private static final Duration SETTLED_IN = Duration.ofSeconds(8);

  /** From append to the first look of a paused worker, and then some. */
  private static final Duration SEEN_WITHIN = Duration.ofMillis(2_500);

  /** The same id after the dedup window is another request; a second is lost in rounding. */
  private static final long REMEMBERED = Weather.DEDUP.toMillis() - 2_000;

  /** {@code offset.metadata.max.bytes}; more is fatal to the producer. */
  private static final int METADATA_OF_BROKERS = 4_096;

  private final Simulation sim;
  private final Map<Integer, BitSet> settled = new TreeMap<>();
  private final Map<Integer, Integer> outcomeCounts = new HashMap<>();
  private final Map<PassKey, Ended> outcomes = new HashMap<>();
  private boolean changed = true;
  private long mostOpen;
  private int longestMetadata;

  private record Ended(Outcome outcome, long at) {}

  OutcomeLedger(Simulation sim) {
    this.sim = sim;
  }

  int count() {
    return outcomes.size();
  }

  /** Whether something was committed since it was asked last. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** A worker wants that committed. */
  void decided(Batch batch) {
    for (Batch.Part part : batch.parts()) {
      for (Decided decided : part.decided()) {
        Outcome outcome = decided.outcome();
        Stored stored = sim.topic().records(decided.partition()).get((int) decided.offset());
        if (outcome != null
            && stored.reading() instanceof RequestReading.Valid(AnnouncementRequest request)
            && request.airBy() != null) {
          onTime(stored, request.airBy(), outcome);
        }
      }
    }
  }

  private void onTime(Stored stored, Instant airBy, Outcome outcome) {
    boolean heard =
        outcome.outcome() == OutcomeKind.SPOKEN || outcome.outcome() == OutcomeKind.FALLBACK;
    if (heard && !outcome.decidedAt().isBefore(airBy)) {
      throw new BrokenPromise("L6", outcome.outcome() + " after its deadline: " + outcome);
    }
    boolean inTime =
        Duration.between(stored.appendedAt(), airBy)
                .compareTo(sim.weather().airLead().plus(SEEN_WITHIN))
            > 0;
    boolean owned =
        stored.appendedAt().isAfter(Instant.ofEpochMilli(Timeline.START).plus(SETTLED_IN));
    if (outcome.outcome() == OutcomeKind.EXPIRED
        && sim.weather().isSteady()
        && sim.weather().fallback()
        && inTime
        && owned) {
      throw new BrokenPromise("L6", "a deadline was not served: " + outcome);
    }
  }

  /** A worker has fetched all up to there. */
  void fetched(int partition, long position) {
    BitSet all = settled.getOrDefault(partition, new BitSet());
    long open = position - all.get(0, (int) position).cardinality();
    mostOpen = Math.max(mostOpen, open);
    if (open > Flow.RECORDS_MAX) {
      throw new BrokenPromise("L6", open + " records of one partition fetched and not settled");
    }
  }

  /** Most records that were fetched and not settled, where more are waiting than a window holds. */
  long mostOpen() {
    return mostOpen;
  }

  /** Most characters that a commit had for its bitmap. */
  int longestMetadata() {
    return longestMetadata;
  }

  private void fits(CommitMark mark) {
    int length = mark.metadata().length();
    longestMetadata = Math.max(longestMetadata, length);
    if (length > METADATA_OF_BROKERS) {
      throw new BrokenPromise("L1", "a commit of " + length + " characters, which no broker takes");
    }
  }

  void committed(Batch.Part part) {
    changed = true;
    fits(part.mark());
    BitSet all = settled.computeIfAbsent(part.partition(), p -> new BitSet());
    for (Decided decided : part.decided()) {
      int offset = (int) decided.offset();
      if (all.get(offset)) {
        throw new BrokenPromise("L1", part.partition() + ":" + offset + " is settled twice");
      }
      all.set(offset);
      Outcome outcome = decided.outcome();
      if (outcome != null) {
        ended(part.partition(), decided, outcome);
      }
    }
    agree(part.partition(), part.mark(), all);
  }

  private void ended(int partition, Decided decided, Outcome outcome) {
    outcomeCounts.merge(partition, 1, Integer::sum);
    Ended before = outcomes.put(outcome.passKey(), new Ended(outcome, sim.now()));
    if (before != null && sim.now() - before.at() < REMEMBERED) {
      throw new BrokenPromise("L1", "two outcomes: " + before.outcome() + " and " + outcome);
    }
    PassKey key = key(partition, (int) decided.offset());
    if (!key.equals(outcome.passKey())) {
      throw new BrokenPromise("L1", "an outcome of another request: " + outcome + ", not " + key);
    }
    if (decided.ending() instanceof Decided.Ending.Buried(Outcome o, DeadLetter letter)) {
      buried(key, letter);
      sim.storm().feed().buried(partition, (int) decided.offset());
    }
  }

  private void buried(PassKey key, DeadLetter letter) {
    if (letter.detail().startsWith("its own ending could not be written")) {
      if (!sim.weather().has(Fault.UNWRITABLE)) {
        throw new BrokenPromise("L5", "buried though nothing was wrong with it: " + letter);
      }
    } else if (letter.reason() == DeadLetterReason.LOST
        || letter.reason() == DeadLetterReason.EXHAUSTED) {
      long used = sim.calls().attempts(key);
      if (used < sim.least(FoldSettings::maxAttempts)) {
        throw new BrokenPromise("L5", "buried after " + used + " attempts: " + letter);
      }
    }
  }

  /** The key of the record there; one that cannot be read is named after its place. */
  private PassKey key(int partition, int offset) {
    return switch (requireNonNull(sim.topic().records(partition).get(offset).reading())) {
      case RequestReading.Valid valid -> valid.request().passKey();
      case RequestReading.Invalid invalid ->
          new PassKey("_raido.requests-" + partition + "-" + offset, 0);
    };
  }

  /** The commit says what was committed, no more and no less. */
  private void agree(int partition, CommitMark mark, BitSet all) {
    for (int offset = 0; offset < sim.topic().records(partition).size(); offset++) {
      if (!isEndOfTransaction(partition, offset) && mark.isSettled(offset) != all.get(offset)) {
        throw new BrokenPromise(
            "L1", "the commit is wrong about " + partition + ":" + offset + ": " + mark);
      }
    }
    int outcomesHere = outcomeCounts.getOrDefault(partition, 0);
    if (mark.records() != all.cardinality() || mark.records() - mark.duplicates() != outcomesHere) {
      throw new BrokenPromise(
          "L1", "records = outcomes + duplicates does not hold: " + mark + ", " + outcomesHere);
    }
  }

  private boolean isEndOfTransaction(int partition, int offset) {
    return sim.topic().records(partition).get(offset).isEndOfTransaction();
  }

  /** All is quiet: every request has its outcome. */
  void conclude() {
    for (int p = 0; p < sim.topic().partitions(); p++) {
      for (int offset = 0; offset < sim.topic().records(p).size(); offset++) {
        if (!isEndOfTransaction(p, offset) && !outcomes.containsKey(key(p, offset))) {
          throw new BrokenPromise("L1", "no outcome for " + p + ":" + offset);
        }
      }
    }
  }
}
