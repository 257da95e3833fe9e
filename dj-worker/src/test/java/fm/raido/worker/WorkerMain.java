package fm.raido.worker;

import picocli.CommandLine;

/** {@code raido worker} as a process of its own. */
final class WorkerMain {
  private WorkerMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new WorkerCommand()).execute(args));
  }
}
