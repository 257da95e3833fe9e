package fm.raido.protection.pressure;

import fm.raido.protection.pressure.SignalRule.Band;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Setting;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rule of each signal.
 *
 * <p><b>Use</b> of CPU, memory and load comes from the settings, whose defaults are those of the
 * system that this one replaces (80 and 95 %, load 5 and 10). A host that speaks uses its CPU in
 * full, so use counts only when sustained: {@link #CRITICAL_CHECKS} checks in a row, as there.
 *
 * <p><b>Stalls</b> have no setting. What others take for too much, with what was measured on two
 * cores with a fast disk:
 *
 * <ul>
 *   <li>systemd-oomd and Meta's oomd (desktop policy) kill at a memory full stall of 60 % over ten
 *       seconds that lasts thirty: the last resort, far too late for us.
 *   <li>Android's lmkd kills what one can see at a complete stall of 700 ms in a second, and looks
 *       up at a partial one of 70 ms.
 *   <li>The kernel's own examples of triggers are 100 ms in 500 ms, 150 ms of memory and 50 ms of
 *       I/O in a second; its shortest window is 500 ms.
 *   <li>Measured peaks of I/O full in 250 ms on a fast disk: a cold log rotated and compressed 46
 *       %, one task that writes synchronously 70 %, eight or thirty-two of them 54 % (the more
 *       tasks run, the less all of them wait at once). On a disk of 150 operations a second every
 *       one of them reaches 95 to 100 %: so it is weighed by the tasks that are blocked ({@link
 *       Readings#ioStorm()}). Of crowding ({@link Readings#cpuCrowding()}): a compile under 40 %,
 *       four spinning tasks 62 %, eight 100 %.
 * </ul>
 *
 * @param loadPerCore whether {@code load} is for one core
 */
public record PressureThresholds(
    SignalRule cpu,
    SignalRule memory,
    SignalRule load,
    boolean loadPerCore,
    SignalRule cpuSome,
    SignalRule memoryFull,
    SignalRule ioFull) {

  /** Checks in a row that make use critical: 5, as in the replaced system. */
  public static final int CRITICAL_CHECKS = 5;

  /**
   * Checks in a row that make use a warning: 3, half a minute. It is longer than any one call (15
   * s), and comes before critical does.
   */
  public static final int WARNING_CHECKS = 3;

  /** Checks in a row below a leave level after which use leaves that level. */
  public static final int CALM_CHECKS = 3;

  /**
   * The share of a threshold of use below which its level is left: nine tenths, so that a value
   * that trembles by a few points around the threshold does not leave and enter.
   */
  public static final double LEAVE_SHARE = 0.9;

  /** Calm that ends a stall's level: ten seconds, the shortest average that the kernel keeps. */
  private static final Duration STALL_CALM = Duration.ofSeconds(10);

  /**
   * Everything waited for memory for 100 of 250 ms: twice the kernel's example of a share, and
   * never the sign of healthy work, so one window is enough.
   */
  public static final SignalRule MEMORY_FULL =
      new SignalRule(
          new Band(15, Duration.ofMillis(500), 5),
          new Band(40, Duration.ofMillis(250), 10),
          STALL_CALM);

  /**
   * Above what lmkd takes for a complete stall (70 %). Critical in 400 ms: three looks beyond the
   * first window, which is a stall of 300 ms; a hard disk that flushes its cache for a moment takes
   * less, and half a second would come too late (see {@code docs/host-pressure.md}).
   */
  public static final SignalRule IO_FULL =
      new SignalRule(
          new Band(60, Duration.ofSeconds(2), 30),
          new Band(80, Duration.ofMillis(400), 40),
          STALL_CALM);

  /** Well above a compile and above two wide calls, and lasting about a second. */
  public static final SignalRule CPU_SOME =
      new SignalRule(
          new Band(75, Duration.ofSeconds(2), 50),
          new Band(90, Duration.ofSeconds(1), 60),
          STALL_CALM);

  /** The thresholds of the defaults. */
  public static PressureThresholds defaults() {
    return from(new Settings(name -> null));
  }

  /**
   * The thresholds of the settings.
   *
   * @throws WrongSetting if a value breaks its rule, or a warning lies above its critical value
   */
  public static PressureThresholds from(Settings settings) {
    return new PressureThresholds(
        use(settings, RaidoSettings.CPU_WARN, RaidoSettings.CPU_CRITICAL),
        use(settings, RaidoSettings.MEMORY_WARN, RaidoSettings.MEMORY_CRITICAL),
        use(settings, RaidoSettings.LOAD_WARN, RaidoSettings.LOAD_CRITICAL),
        settings.get(RaidoSettings.LOAD_PER_CORE),
        CPU_SOME,
        MEMORY_FULL,
        IO_FULL);
  }

  /** The rule of a signal. */
  public SignalRule of(Signal signal) {
    return switch (signal) {
      case MEMORY_FULL -> memoryFull;
      case IO_FULL -> ioFull;
      case CPU_SOME -> cpuSome;
      case MEMORY -> memory;
      case CPU -> cpu;
      case LOAD -> load;
    };
  }

  /** Where the rule of a signal comes from, in a word or two. */
  public String source(Signal signal) {
    return switch (signal) {
      case MEMORY_FULL -> "built in: twice the share of the kernel's own example of a trigger";
      case IO_FULL ->
          "built in: above one task that copies on a slow disk, measured; the kernel's number counts in"
              + " full from %.0f blocked tasks on".formatted(Readings.STORM_BLOCKED);
      case CPU_SOME ->
          "built in: above a compile and two wide calls, measured; the kernel's number counts in full"
              + " from %.0f runnable tasks a core on".formatted(Readings.CROWDED_PER_CORE);
      case MEMORY -> names(RaidoSettings.MEMORY_WARN, RaidoSettings.MEMORY_CRITICAL);
      case CPU -> names(RaidoSettings.CPU_WARN, RaidoSettings.CPU_CRITICAL);
      case LOAD ->
          names(RaidoSettings.LOAD_WARN, RaidoSettings.LOAD_CRITICAL)
              + (loadPerCore ? ", for one core" : "");
    };
  }

  private static String names(Setting<Double> warning, Setting<Double> critical) {
    return "settings " + warning.name() + ", " + critical.name();
  }

  /** What a look says of a signal, in the unit of its rule, or null where it says nothing. */
  public @Nullable Double value(Signal signal, Readings readings) {
    return switch (signal) {
      case MEMORY_FULL -> readings.psiMemoryFull();
      case IO_FULL -> readings.ioStorm();
      case CPU_SOME -> readings.cpuCrowding();
      case MEMORY -> readings.memoryPercent();
      case CPU -> readings.cpuPercent();
      case LOAD -> loadOf(readings);
    };
  }

  private @Nullable Double loadOf(Readings readings) {
    Double load1 = readings.load1();
    Integer cores = readings.cores();
    if (!loadPerCore || load1 == null) {
      return load1;
    }
    return cores == null ? null : Double.valueOf(load1 / cores);
  }

  private static SignalRule use(
      Settings settings, Setting<Double> warning, Setting<Double> critical) {
    double warn = settings.get(warning);
    double crit = settings.get(critical);
    if (warn > crit) {
      throw new WrongSetting(
          warning.name(), Double.toString(warn), "at most " + critical.name() + " (" + crit + ")");
    }
    return new SignalRule(
        new Band(warn, PressureLevels.CHECK.multipliedBy(WARNING_CHECKS), warn * LEAVE_SHARE),
        new Band(crit, PressureLevels.CHECK.multipliedBy(CRITICAL_CHECKS), crit * LEAVE_SHARE),
        PressureLevels.CHECK.multipliedBy(CALM_CHECKS));
  }
}
