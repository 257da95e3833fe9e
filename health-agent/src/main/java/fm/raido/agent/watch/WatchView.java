package fm.raido.agent.watch;

import fm.raido.agent.publish.Pulse;

/** Where looks are shown. */
interface WatchView extends AutoCloseable {
  /**
   * Shows a look, where it is time to.
   *
   * @return false when nobody reads any more
   */
  boolean show(Pulse pulse);

  /** Leaves everything as it was found; may come from another thread, and more than once. */
  @Override
  void close();
}
