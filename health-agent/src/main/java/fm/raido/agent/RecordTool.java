package fm.raido.agent;

import fm.raido.agent.record.Recorder;
import fm.raido.agent.record.WrongRecording;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code raido agent --record}: writes a recording of this machine and ends; or at Ctrl-C. */
final class RecordTool {
  private static final long LOOK_MILLIS = 200;

  private final PrintWriter out;
  private final PrintWriter err;

  RecordTool(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Whether it was written. */
  boolean record(AgentTask.RecordHost task) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread atCtrlC =
        new Thread(() -> {
          stop.countDown();
          try {
            // The file's end is written by the other thread; the JVM must not be gone before.
            done.await(2, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Runtime.getRuntime().addShutdownHook(atCtrlC);
    try (Recorder recorder = Recorder.start(task.file(), "", task.scenario())) {
      long begun = System.nanoTime();
      boolean stopped = false;
      // A full disk is told when it is full, and not after ten minutes.
      while (!stopped
          && !recorder.hasFailed()
          && System.nanoTime() - begun < task.time().toNanos()) {
        stopped = stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (IOException | WrongRecording e) {
      err.println("raido agent: --record " + task.file() + ": " + e.getMessage());
      return false;
    } finally {
      done.countDown();
    }
    out.println("recorded: " + task.file());
    return true;
  }
}
