package fm.raido.protection.pressure;

import java.util.Locale;

/** What is judged about a host. The order is that of the reasons: the first at a level gives it. */
public enum Signal {
  /** All tasks that were not idle waited for memory. */
  MEMORY_FULL("memory full stall", " %", true),
  /** All tasks that were not idle waited for input or output; see {@link Readings#ioStorm()}. */
  IO_FULL("io full stall", " %", true),
  /** Tasks waited for a processor in a crowded queue; see {@link Readings#cpuCrowding()}. */
  CPU_SOME("cpu some stall", " %", true),
  /** Use of memory. */
  MEMORY("memory use", " %", false),
  /** Use of CPU. */
  CPU("cpu use", " %", false),
  /** Load average over a minute. */
  LOAD("load", "", false);

  private final String label;
  private final String unit;
  private final boolean quick;

  Signal(String label, String unit, boolean quick) {
    this.label = label;
    this.unit = unit;
    this.quick = quick;
  }

  /** Its name for people, such as {@code memory full stall}. */
  public String label() {
    return label;
  }

  /** What stands behind its values: {@code " %"}, or nothing. */
  public String unit() {
    return unit;
  }

  /**
   * Whether it is judged look by look (a stall), or as a mean over a check of ten seconds (use).
   */
  public boolean isQuick() {
    return quick;
  }

  /** A value with label and unit, such as {@code io full stall 81 %}. */
  String describe(double value) {
    return label + " " + amount(value);
  }

  /** A value with its unit, as fine as it matters, such as {@code 81 %}. */
  public String amount(double value) {
    String number =
        quick || value >= 20
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.1f", value);
    return number + unit;
  }
}
