package fm.raido.benchmarks;

import fm.raido.schemas.settings.Settings;
import fm.raido.worker.WorkerProgram;
import java.util.Map;

/** A worker in a JVM of its own, with settings from its environment alone. */
public final class WorkerMain {
  private WorkerMain() {}

  /** Runs until the process is told to stop, or the worker cannot go on. */
  public static void main(String[] args) {
    WorkerProgram worker = WorkerProgram.start(Settings.of(System.getenv()), Map.of());
    Runtime.getRuntime().addShutdownHook(new Thread(worker::close));
    System.err.println(worker.failed().join());
    Runtime.getRuntime().halt(1);
  }
}
