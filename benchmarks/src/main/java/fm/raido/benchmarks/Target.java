package fm.raido.benchmarks;

/** What a figure is to reach. */
public sealed interface Target {
  boolean isMetBy(double value);

  String words();

  /** The less the better. */
  record AtMost(double limit) implements Target {
    @Override
    public boolean isMetBy(double value) {
      return value <= limit;
    }

    @Override
    public String words() {
      return "<= " + Figure.number(limit);
    }
  }

  /** The more the better. */
  record AtLeast(double limit) implements Target {
    @Override
    public boolean isMetBy(double value) {
      return value >= limit;
    }

    @Override
    public String words() {
      return ">= " + Figure.number(limit);
    }
  }

  /** Measured to be known. */
  record None() implements Target {
    @Override
    public boolean isMetBy(double value) {
      return true;
    }

    @Override
    public String words() {
      return "";
    }
  }
}
