package fm.raido.worker.loop;

import fm.raido.protection.fold.Ask;
import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.Earliest;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.protection.fold.Verdict;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import fm.raido.worker.admission.OwnRoad;
import fm.raido.worker.gate.WorkerGate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does of its own accord: keeps the settings in the log, says how it is, probes a
 * half-open breaker, finds out whether it is cut off, and tries a store that failed. For the event
 * loop alone.
 */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /**
   * Settings are written again when they are this old, so that they never leave the retained log.
   */
  static final Duration SETTINGS_AGE = Duration.ofHours(24);

  /**
   * A worker that has read nothing for so long speaks: the log is never silent while workers live.
   */
  static final Duration SILENCE = Duration.ofSeconds(20);

  static final Duration PROBE_SPREAD = Duration.ofSeconds(2);
  static final Duration PROBE_AFTER_OWN_FAILURE = Duration.ofSeconds(10);
  static final Duration STORE_TEST_EVERY = Duration.ofSeconds(5);
  private static final Duration FIRST_WORD_AGAIN = Duration.ofSeconds(5);
  private static final Duration LEAVE_AGAIN = Duration.ofSeconds(30);

  private final ProtectionFold fold;
  private final WorkerGate gate;
  private final CallDesk calls;
  private final Effects effects;
  private final WorkerRules rules;
  private final String worker;
  private final OwnRoad road;
  private final RandomGenerator random;
  private @Nullable WorkerSaid said;
  private boolean live;
  private boolean stopping;
  private @Nullable Instant firstWordAt;
  private @Nullable Instant leaveAskedAt;
  private @Nullable SettingsSet settings;
  private Instant logReadAt = Instant.EPOCH;
  private @Nullable Instant probeAt;
  private @Nullable Instant ownProbeAt;
  private @Nullable Instant storeTestAt;
  private Instant settingsDueAt = Instant.MAX;

  Watch(
      ProtectionFold fold,
      WorkerGate gate,
      CallDesk calls,
      Effects effects,
      WorkerRules rules,
      String worker,
      OwnRoad road,
      RandomGenerator random) {
    this.fold = fold;
    this.gate = gate;
    this.calls = calls;
    this.effects = effects;
    this.rules = rules;
    this.worker = worker;
    this.road = road;
    this.random = random;
  }

  /**
   * The log is folded up to its end.
   *
   * @param othersRun whether other workers are in the group
   */
  void started(boolean othersRun, Instant now) {
    Optional<SettingsSet> inForce = fold.settings();
    Optional<String> store = inForce.map(set -> set.settings().store());
    if (fold.isUnreadable()) {
      LOG.error(
          "SYSTEM PROTECTION: the protection log follows rules that this version does not know");
    } else if (othersRun && store.isPresent() && !store.get().equals(rules.fold().store())) {
      refuse(store.get());
      return;
    } else if (inForce.isEmpty() || !inForce.get().settings().equals(rules.fold())) {
      LOG.warn(
          "SYSTEM PROTECTION: settings {} -> {}",
          inForce.map(SettingsSet::settings).orElse(null),
          rules.fold());
      writeSettings(rules.fold());
    }
    firstWord(now);
  }

  /** Read back, it makes log time current, however long the log was silent. */
  private void firstWord(Instant now) {
    firstWordAt = now;
    said = new WorkerSaid(worker, gate.ownCauses(), true, false);
    effects.append(said);
  }

  /** While the first word is not read back: it may have been lost. */
  void awaitFirstWord(Instant now) {
    if (firstWordAt != null && !now.isBefore(firstWordAt.plus(FIRST_WORD_AGAIN))) {
      firstWord(now);
    }
  }

  /** The first word was read back: decisions begin. */
  void live() {
    live = true;
    if (!fold.isUnreadable()) {
      effects.joinGroup();
    }
  }

  /** No probe is asked for any more. */
  void stop() {
    stopping = true;
  }

  private void refuse(String theirStore) {
    effects.refuseToRun(
        "the audio store is not the one that the other workers share (its marker is "
            + rules.fold().store()
            + ", theirs "
            + theirStore
            + "): TTS_CACHE_DIR must be one shared directory");
  }

  private void writeSettings(FoldSettings settings) {
    long revision = fold.settings().map(SettingsSet::revision).orElse(0L) + 1;
    effects.append(
        new SettingsSet(revision, fm.raido.protection.fold.FoldVersions.CURRENT, settings, worker));
  }

  /** Something was read from the log: it can be reached. */
  void logRead(Instant now) {
    logReadAt = now;
    if (!live) {
      return; // What is folded at the start is history.
    }
    gate.open(GateCause.LOG_UNREACHABLE);
    followSettings();
    if (fold.isUnreadable() && !gate.isOwn(GateCause.LOG_UNREADABLE)) {
      gate.close(
          GateCause.LOG_UNREADABLE,
          now,
          Optional.empty(),
          "the protection log follows rules that this program does not know: a newer version runs elsewhere");
      effects.leaveGroup(Effects.LeaveReason.LOG_UNREADABLE);
    } else if (!fold.isUnreadable() && gate.isOwn(GateCause.LOG_UNREADABLE)) {
      gate.open(GateCause.LOG_UNREADABLE);
      effects.joinGroup();
    }
  }

  private void followSettings() {
    SettingsSet current = fold.settings().orElse(null);
    if (Objects.equals(current, settings)) {
      return;
    }
    settings = current;
    settingsDueAt =
        fold.settingsAt()
            .map(at -> at.plus(SETTINGS_AGE).plusSeconds(random.nextInt(600)))
            .orElse(Instant.MAX);
    String store = fold.rules().orElse(rules.fold()).store();
    if (!store.equals(rules.fold().store())) {
      // Two that started at the same time did not see each other: the one whose settings came last
      // goes on.
      refuse(store);
    }
  }

  /** An own ask was not read back in time. */
  void logUnreachable(Instant now) {
    gate.close(
        GateCause.LOG_UNREACHABLE, now, Optional.empty(), "an ask was not read back within 2 s");
  }

  void storeFailed(String why, Instant now) {
    gate.close(GateCause.STORE_FAILED, now, Optional.empty(), why);
    storeTestAt = now.plus(STORE_TEST_EVERY);
  }

  void storeTested(boolean good, String why, Instant now) {
    if (good) {
      gate.open(GateCause.STORE_FAILED);
      storeTestAt = null;
    } else {
      storeFailed(why, now);
    }
  }

  void turn(Instant now) {
    if (!now.isBefore(settingsDueAt)) {
      settingsDueAt = now.plus(Duration.ofMinutes(1));
      fold.rules().ifPresent(this::writeSettings);
    }
    if (storeTestAt != null && !now.isBefore(storeTestAt)) {
      storeTestAt = null;
      effects.testStore();
    }
    cutOff(now);
    probe(now);
    say(now);
  }

  private void cutOff(Instant now) {
    if (gate.isOwn(GateCause.WORKER_CUT_OFF)) {
      if (!road.isCutOff(fold.lastSuccessOfOthers(worker))) {
        gate.open(GateCause.WORKER_CUT_OFF);
        ownProbeAt = null;
        effects.joinGroup();
        return;
      }
      leaveToOthers(now);
      if (!stopping
          && !calls.hasProbe()
          && fold.breaker(now) instanceof Breaker.Closed
          && (ownProbeAt == null || !now.isBefore(ownProbeAt))
          && isGrantExpected(true, now)
          && road.mayTry(now)) {
        road.notTried();
        ownProbeAt = now.plus(PROBE_SPREAD);
        calls.askProbe(true);
      }
    } else if (road.isCutOff(fold.lastSuccessOfOthers(worker))) {
      gate.close(
          GateCause.WORKER_CUT_OFF,
          now,
          Optional.empty(),
          "other workers reach the speech host and this one does not");
      leaveAskedAt = now;
      effects.leaveGroup(Effects.LeaveReason.CUT_OFF);
    }
  }

  /** Who stayed because nobody else was there leaves when somebody else has come and speaks. */
  private void leaveToOthers(Instant now) {
    boolean othersSpeak =
        fold.lastSuccessOfOthers(worker)
            .filter(at -> leaveAskedAt == null || at.isAfter(leaveAskedAt.plus(LEAVE_AGAIN)))
            .isPresent();
    if (othersSpeak) {
      leaveAskedAt = now;
      effects.leaveGroup(Effects.LeaveReason.CUT_OFF);
    }
  }

  private void probe(Instant now) {
    boolean wanted =
        fold.breaker(now) instanceof Breaker.HalfOpen
            && !calls.hasProbe()
            && !rules.templatesOnly()
            && !stopping
            && isGrantExpected(false, now)
            && EnumSet.of(GateCause.WORKER_CUT_OFF).containsAll(gate.ownCauses());
    if (!wanted) {
      probeAt = null;
    } else if (probeAt == null) {
      probeAt =
          now.plusMillis(random.nextLong(PROBE_SPREAD.toMillis()))
              .plus(calls.lastOwnCallFailed() ? PROBE_AFTER_OWN_FAILURE : Duration.ZERO);
    } else if (!now.isBefore(probeAt)) {
      probeAt = null;
      LOG.warn("CIRCUIT BREAKER: half-open, this worker asks for the probe");
      calls.askProbe(false);
    }
  }

  /**
   * A probe too costs a token and a slot: where the log would refuse it, hundreds of workers would
   * ask in vain every second until a minute has passed.
   */
  private boolean isGrantExpected(boolean own, Instant now) {
    return fold.expect(new Ask.Probe("", worker, own), now) instanceof Verdict.Granted;
  }

  private void say(Instant now) {
    Set<GateCause> causes = gate.ownCauses();
    WorkerSaid current = new WorkerSaid(worker, causes, !gate.current().isOpen(), false);
    if (!current.equals(said) || Duration.between(logReadAt, now).compareTo(SILENCE) >= 0) {
      said = current;
      logReadAt = now;
      effects.append(current);
    }
  }

  void goodbye() {
    effects.append(new WorkerSaid(worker, gate.ownCauses(), true, true));
  }

  /** When something is due, in log time. */
  void dues(Earliest earliest) {
    earliest.look(logReadAt.plus(SILENCE));
    earliest.look(Optional.ofNullable(probeAt));
    earliest.look(Optional.ofNullable(ownProbeAt));
    earliest.look(Optional.ofNullable(storeTestAt));
  }
}
