package fm.raido.benchmarks.pressure;

import fm.raido.agent.record.Recorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something to be recorded.
 *
 * @param name of the recording's file
 * @param words for its header
 * @param missing why it cannot be played here, if so
 * @param prepare what is to be made before
 * @param play what goes on, from the mark that the load starts
 */
record Scenario(String name, String words, Optional<String> missing, Runnable prepare, Play play) {
  /** What goes on; may set marks of its own. */
  interface Play {
    void run(Recorder recorder) throws IOException, InterruptedException;
  }

  private static final int SLOW_SECONDS = 20;
  private static final int VOICE_SECONDS = 30;

  /** All: overloads first, then nights. */
  static List<Scenario> all(Stress stress, Work work, int loadSeconds) {
    List<Scenario> all = new ArrayList<>();
    for (Load load : Load.all(Runtime.getRuntime().availableProcessors())) {
      all.add(
          new Scenario(
              load.name(),
              load.words() + " (stress-ng " + String.join(" ", load.command()) + ")",
              Stress.missing(load),
              () -> stress.prepare(load),
              _ -> {
                try (Stress.On _ = stress.start(load, loadSeconds + 5)) {
                  RecordCommand.pause(loadSeconds);
                }
              }));
    }
    all.add(
        night(
            "night-voice",
            "the built-in voice, two calls in flight without a pause",
            _ -> {
              work.speak();
              RecordCommand.pause(VOICE_SECONDS);
              work.hush();
            }));
    all.add(
        night(
            "night-work",
            "the built-in voice without a pause, two compilers at a time, a log of 200 MB rotated",
            recorder -> {
              work.speak();
              RecordCommand.pause(3);
              recorder.mark("compile");
              work.compile();
              recorder.mark("log rotation");
              work.run(work.logRotation(200));
              recorder.mark("compile");
              work.compile();
              work.hush();
            }));
    Optional<String> missing = Stress.missing(Load.io());
    all.add(
        new Scenario(
            "night-slow-disk",
            "a log of 60 MB rotated and compressed, then one find, on a disk of 40 MB/s and 150"
                + " operations/s",
            missing,
            () -> stress.prepare(Load.io()),
            recorder -> {
              recorder.mark("log rotation");
              try (Stress.On on = stress.startOnSlowDisk(work.logRotation(60))) {
                on.await(SLOW_SECONDS);
              }
              recorder.mark("find");
              Shell.run(5, "sh", "-c", "sync; echo 3 > /proc/sys/vm/drop_caches");
              try (Stress.On on =
                  stress.startOnSlowDisk(
                      List.of("sh", "-c", "find /usr -xdev -type f -size +100k | xargs cat"))) {
                on.await(SLOW_SECONDS);
              }
            }));
    return all;
  }

  private static Scenario night(String name, String words, Play play) {
    return new Scenario(name, words, Optional.empty(), () -> {}, play);
  }
}
