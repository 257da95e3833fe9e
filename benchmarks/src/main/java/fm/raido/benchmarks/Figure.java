package fm.raido.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * One measured figure. It meets its target when its median does.
 *
 * @param name what was measured
 * @param unit of all values
 * @param ours one value a repeat
 * @param peer the peer's values from the same run; empty where there is no peer
 * @param peerName what the peer is called
 */
public record Figure(
    String name,
    String unit,
    List<Double> ours,
    List<Double> peer,
    Target target,
    String peerName) {

  public Figure {
    ours = List.copyOf(ours);
    peer = List.copyOf(peer);
  }

  /** A figure beside the bare loop. */
  Figure(String name, String unit, List<Double> ours, List<Double> peer, Target target) {
    this(name, unit, ours, peer, target, "bare loop");
  }

  /** A figure without a peer. */
  public static Figure alone(String name, String unit, List<Double> ours, Target target) {
    return new Figure(name, unit, ours, List.of(), target);
  }

  boolean isMet() {
    return target.isMetBy(Spread.of(ours).median());
  }

  /** Ours over the peer's, of the medians; NaN where there is no peer. */
  double ratio() {
    return peer.isEmpty() ? Double.NaN : Spread.of(ours).median() / Spread.of(peer).median();
  }

  /** The one line of it. */
  public String line() {
    StringBuilder line = new StringBuilder("%-26s".formatted(name)).append(words(ours));
    if (!(target instanceof Target.None)) {
      line.append("; target ")
          .append(target.words())
          .append(' ')
          .append(unit)
          .append(isMet() ? ": met" : ": NOT MET");
    }
    if (!peer.isEmpty()) {
      line.append("; ")
          .append(peerName)
          .append(' ')
          .append(words(peer))
          .append(String.format(Locale.ROOT, "; ratio %.2f", ratio()));
    }
    return line.toString();
  }

  private String words(List<Double> values) {
    Spread spread = Spread.of(values);
    return "%s %s (%s to %s, n=%d)"
        .formatted(
            number(spread.median()),
            unit,
            number(spread.least()),
            number(spread.most()),
            spread.count());
  }

  /** With as many digits as mean something. */
  public static String number(double value) {
    return Math.abs(value) >= 1_000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.3g", value);
  }
}
