package fm.raido.controlroom.replay;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.replay.ReplayProgress.Stage;
import fm.raido.protection.replay.Hindrance;
import fm.raido.protection.replay.ReplayVerdict.Stays;
import java.util.EnumMap;
import java.util.Map;

/** Counts what a run does and tells its listener. For one thread. */
final class Tally {
  private final String run;
  private final ReplayListener listener;
  private final Map<Hindrance, Integer> stayed = new EnumMap<>(Hindrance.class);
  private int chosen;
  private int done;
  private int byOthers;
  private ReplayProgress last;

  Tally(String run, ReplayListener listener) {
    this.run = run;
    this.listener = listener;
    this.last = new ReplayProgress(run, Stage.READING, "", 0, 0, 0, 0);
  }

  void chosen() {
    chosen++;
  }

  void done(int count) {
    done += count;
  }

  void takenByOthers() {
    byOthers++;
  }

  void stays(Letter letter, Stays why) {
    stayed.merge(why.why(), 1, Integer::sum);
    listener.stays(letter, why);
  }

  /** Tells where it is, where that is news. */
  void tell(Stage stage, String waitingFor) {
    ReplayProgress now =
        new ReplayProgress(
            run,
            stage,
            waitingFor,
            chosen,
            done,
            stayed.values().stream().mapToInt(Integer::intValue).sum(),
            byOthers);
    if (!now.equals(last)) {
      last = now;
      listener.progress(now);
    }
  }

  ReplayResult end(boolean stopped, String failure) {
    tell(Stage.ENDED, "");
    return new ReplayResult(last, stayed, stopped, failure);
  }
}
