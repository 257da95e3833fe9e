package fm.raido.traces;

/** Takes spans. Safe for use by any thread; never waits and never throws. */
public interface SpanSink extends AutoCloseable {
  /** Takes one, or drops it. */
  void take(EndedSpan span);

  /** Hands on what it still has, for a second or two at most. */
  @Override
  void close();
}
