package fm.raido.system.storm;

import fm.raido.system.audit.GroupHistory;
import fm.raido.testkit.promise.Observed;
import java.util.List;

/** One thing that is done to a healthy stage, and what is to be measured of it. */
public interface Scene {
  /** In a few words, for whoever watches. */
  String name();

  /** Plays it; the stage may be left with requests that wait. */
  void play() throws InterruptedException;

  /** What was measured, once everything has come to its end. */
  List<Figure> figures(Observed seen, GroupHistory group);
}
