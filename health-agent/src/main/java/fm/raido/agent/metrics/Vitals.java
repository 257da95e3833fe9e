package fm.raido.agent.metrics;

import fm.raido.agent.publish.BeatCounts;
import fm.raido.agent.publish.Pulse;
import org.jspecify.annotations.Nullable;

/** What a running agent tells of itself; each may be asked by any thread at any time. */
public interface Vitals {
  /** The host's name. */
  String host();

  /** The latest judged look, or null before the first. */
  @Nullable Pulse latest();

  /** The beats that were sent. */
  BeatCounts beats();

  /** Samples that came over 50 ms late, since the start. */
  long lateSamples();

  /** Looks of which something was refused as nonsense, since the start. */
  long refusedLooks();
}
