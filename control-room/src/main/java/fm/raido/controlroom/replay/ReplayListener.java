package fm.raido.controlroom.replay;

import fm.raido.controlroom.letters.Letter;
import fm.raido.protection.replay.ReplayVerdict.Stays;

/** Told how a run goes, on the run's thread. It must not wait. */
public interface ReplayListener {
  /** Hears nothing. */
  ReplayListener NOBODY = progress -> {};

  /** Something has changed. */
  void progress(ReplayProgress progress);

  /** A letter stays, and why. */
  default void stays(Letter letter, Stays why) {}
}
