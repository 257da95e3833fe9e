package fm.raido.benchmarks.pressure;

import fm.raido.agent.record.Mark;
import fm.raido.agent.record.Recorder;
import fm.raido.agent.record.Recording;
import fm.raido.benchmarks.Benchmark;
import fm.raido.benchmarks.BenchmarkFailed;
import fm.raido.benchmarks.Figure;
import fm.raido.benchmarks.Plan;
import fm.raido.benchmarks.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A night without trouble: the voice never stops, a compile and a log rotation come by in turns.
 * Each alarm in it is a false one.
 */
public final class Night implements Benchmark {
  private static final int BETWEEN_SECONDS = 20;

  @Override
  public String name() {
    return "night";
  }

  @Override
  public List<Figure> run(Plan plan) throws InterruptedException {
    Path directory = plan.newDirectory("night");
    Path file = directory.resolve("night.jsonl.gz");
    plan.progress().say("night: a night of %d s".formatted(plan.night().toSeconds()));
    try {
      record(directory, file, plan);
      Recording recording = Recording.read(file);
      plan.progress().say(ReplayCommand.head());
      plan.progress().say(ReplayCommand.row("night", recording));
      double ours = Verdict.ours(recording).size();
      return List.of(
          Figure.alone("false alarms in a night", "alarms", List.of(ours), new Target.AtMost(0)));
    } catch (IOException e) {
      throw new BenchmarkFailed("the night cannot be recorded: " + e, e);
    }
  }

  private static void record(Path directory, Path file, Plan plan)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + plan.night().toNanos();
    try (Work work = new Work(directory);
        Recorder recorder =
            Recorder.start(
                file,
                Disk.under(directory).words(),
                "a night: the built-in voice, two calls in flight without a pause; now and then two"
                    + " compilers at a time, or a log of 200 MB rotated")) {
      recorder.mark(Mark.LOAD_STARTS);
      work.speak();
      for (int i = 0; System.nanoTime() < end; i++) {
        RecordCommand.pause(BETWEEN_SECONDS);
        if (i % 2 == 0) {
          recorder.mark("compile");
          work.compile();
        } else {
          recorder.mark("log rotation");
          work.run(work.logRotation(200));
        }
      }
      plan.progress().say("night: %d calls were spoken".formatted(work.spoken()));
    }
  }
}
