package fm.raido.system.simulation;

import fm.raido.schemas.protection.FoldSettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a schedule is like: its size and which faults it has. Each schedule has only some of them,
 * so that rare ones are not drowned by frequent ones.
 *
 * @param stormMillis how long faults happen
 * @param requests how many arrive
 * @param words how many different texts they have
 * @param lookAgain longest time between two looks of a worker
 * @param nightMillis how long nobody lives after the storm; 0 where somebody always does
 */
record Weather(
    int workers,
    int partitions,
    int requests,
    int words,
    long stormMillis,
    Set<Fault> faults,
    FoldSettings settings,
    boolean fallback,
    Duration airLead,
    int jobs,
    Duration lookAgain,
    long nightMillis) {

  /** How long the ids of what is settled are remembered. */
  static final Duration DEDUP = Duration.ofHours(24);

  /** How many of them, in a partition. */
  static final int DEDUP_IDS = 100_000;

  /** What may go wrong, or happen at all. */
  enum Fault {
    CRASH,
    PAUSE,
    /** The machine sleeps: its monotonic clock stands still. */
    SUSPEND,
    /** A process stands still for minutes and acts on what it knew. */
    LONG_SLEEP,
    STOP,
    REBALANCE,
    EXPULSION,
    /** Who keeps its partitions hears late, and by no callback, that the group has moved on. */
    LATE_EPOCH,
    SLOW_LOG,
    LOST_APPEND,
    REPEATED_APPEND,
    BROKER_CLOCK,
    WALL_CLOCK,
    HOST_DEAD,
    HOST_HANGS,
    HOST_OVERLOADED,
    HOST_SLOW,
    /** More calls at once than it can bear kill the host. */
    HOST_FRAGILE,
    HOST_BLIPS,
    REFUSALS,
    STORE_FAILS,
    STORE_HANGS,
    AGENT,
    AGENT_SILENT,
    SECOND_HOST,
    PRESSURE,
    OPERATOR,
    RUBBISH,
    REPEATED_REQUEST,
    REPLAY,
    /** Each request is written in a transaction of its own, as producers elsewhere may do. */
    TRANSACTIONAL_FEED,
    DEADLINES,
    SETTLER_SLOW,
    UNKNOWN_FATE,
    UNWRITABLE,
    ROAD_CUT,
    OTHER_SETTINGS,
    /** A worker is started with another audio store. */
    OTHER_STORE,
    /** Settings of a fold version that nobody knows are in force for a while. */
    NEWER_RULES,
    /** After the storm nobody lives for hours or days. */
    NIGHT,
    /** Far more requests than a window holds; only where a schedule is made for it. */
    FLOOD,
    RENDER_FAILS,
    JOB_LATE
  }

  /** Not in every other schedule: they change everything, or cost time. */
  private static final Set<Fault> RARE =
      EnumSet.of(
          Fault.LONG_SLEEP, Fault.OTHER_STORE, Fault.NEWER_RULES, Fault.NIGHT, Fault.SECOND_HOST);

  /** Faults that may keep a deadline from being served, though nobody breaks a rule. */
  private static final Set<Fault> OF_MEMBERSHIP =
      EnumSet.of(
          Fault.CRASH,
          Fault.PAUSE,
          Fault.SUSPEND,
          Fault.LONG_SLEEP,
          Fault.STOP,
          Fault.OTHER_STORE,
          Fault.NEWER_RULES,
          Fault.NIGHT,
          Fault.REBALANCE,
          Fault.EXPULSION,
          Fault.ROAD_CUT,
          Fault.RENDER_FAILS,
          Fault.UNWRITABLE,
          Fault.SLOW_LOG,
          Fault.LOST_APPEND);

  boolean has(Fault fault) {
    return faults.contains(fault);
  }

  /**
   * Whether each partition stays with one worker that goes on, so that deadlines must be served.
   */
  boolean isSteady() {
    return faults.stream().noneMatch(OF_MEMBERSHIP::contains);
  }

  static Weather of(Dice dice, Set<Fault> wanted) {
    double density = dice.pick(List.of(0.0, 0.1, 0.2, 0.3, 0.45));
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (Fault fault : Fault.values()) {
      if (dice.chance(RARE.contains(fault) ? density / 8 : density)) {
        faults.add(fault);
      }
    }
    faults.remove(Fault.FLOOD);
    faults.addAll(wanted);
    if (dice.chance(0.4)) {
      faults.add(Fault.DEADLINES);
    }
    if (faults.contains(Fault.AGENT_SILENT)
        || faults.contains(Fault.SECOND_HOST)
        || faults.contains(Fault.PRESSURE)) {
      faults.add(Fault.AGENT);
    }
    int workers = dice.chance(0.3) ? 1 : (int) dice.skewed(1, 8);
    return new Weather(
        workers,
        (int) dice.skewed(1, 6),
        (int) dice.skewed(1, 30),
        (int) dice.between(1, 12),
        dice.skewed(3_000, 70_000),
        faults,
        settings(dice),
        dice.chance(0.8),
        Duration.ofMillis(dice.between(500, 6_000)),
        (int) dice.between(1, 3),
        Duration.ofSeconds(dice.between(5, 30)),
        faults.contains(Fault.NIGHT) ? night(dice) : 0);
  }

  /** Minutes, hours or days; after eight days nothing of the log is left. */
  private static long night(Dice dice) {
    long hour = 3_600_000;
    return dice.chance(0.5)
        ? dice.skewed(hour / 20, 9 * 24 * hour)
        : dice.pick(List.of(1, 24, 25, 7 * 24 - 1, 7 * 24 + 1, 8 * 24 + 7)) * hour;
  }

  /**
   * Thousands of requests while the host is dead, most of them too late already: what is settled
   * lies between what waits, windows fill up, and commits have as much to say as they can.
   */
  static Weather flood(Dice dice) {
    Weather one = of(dice, Set.of());
    Set<Fault> faults = EnumSet.copyOf(one.faults());
    faults.addAll(Set.of(Fault.FLOOD, Fault.CRASH, Fault.REBALANCE));
    faults.removeAll(
        EnumSet.of(
            Fault.HOST_DEAD,
            Fault.HOST_HANGS,
            Fault.HOST_OVERLOADED,
            Fault.HOST_SLOW,
            Fault.NIGHT,
            Fault.UNWRITABLE,
            Fault.DEADLINES,
            Fault.TRANSACTIONAL_FEED,
            Fault.REPLAY));
    return new Weather(
        (int) dice.between(1, 3),
        1,
        (int) dice.between(9_000, 30_000),
        (int) dice.between(1, 3),
        dice.between(30_000, 60_000),
        faults,
        one.settings(),
        one.fallback(),
        one.airLead(),
        one.jobs(),
        one.lookAgain(),
        0);
  }

  /** Several hundred workers, little work. */
  static Weather crowd(Dice dice) {
    Weather one = of(dice, Set.of());
    Set<Fault> faults = EnumSet.copyOf(EnumSet.allOf(Fault.class));
    faults.removeIf(fault -> !one.has(fault));
    faults.removeAll(Set.of(Fault.OTHER_SETTINGS, Fault.SLOW_LOG, Fault.NIGHT));
    return new Weather(
        (int) dice.between(200, 400),
        (int) dice.skewed(6, 100),
        (int) dice.between(5, 20),
        one.words(),
        dice.between(4_000, 10_000),
        faults,
        one.settings(),
        one.fallback(),
        one.airLead(),
        one.jobs(),
        one.lookAgain(),
        0);
  }

  static FoldSettings withStore(FoldSettings was, String store) {
    return new FoldSettings(
        was.service(),
        was.maxPerMinute(),
        was.maxInFlight(),
        was.breakerFailures(),
        was.breakerOpen(),
        was.maxAttempts(),
        was.callTimeout(),
        was.grace(),
        was.backoffMin(),
        was.backoffMax(),
        was.rampStep(),
        was.protectionCooldown(),
        was.protectOnHosts(),
        store);
  }

  static FoldSettings settings(Dice dice) {
    return new FoldSettings(
        "kokoro",
        (int) (dice.chance(0.5) ? dice.between(2, 10) : dice.between(20, 200)),
        (int) dice.between(1, 3),
        (int) dice.between(1, 5),
        Duration.ofMillis(
            dice.chance(0.2) ? dice.between(1_000, 5_000) : dice.between(5_000, 60_000)),
        (int) dice.between(1, 3),
        Duration.ofMillis(dice.between(1_500, 6_000)),
        Duration.ofMillis(dice.between(0, 8_000)),
        Duration.ofMillis(dice.between(200, 2_000)),
        Duration.ofMillis(dice.between(2_000, 5_000)),
        Duration.ofSeconds(dice.between(0, 8)),
        Duration.ofSeconds(dice.between(2, 40)),
        Set.of(),
        "store");
  }
}
