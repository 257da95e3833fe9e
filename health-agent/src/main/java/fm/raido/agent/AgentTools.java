package fm.raido.agent;

import fm.raido.agent.explain.Explain;
import fm.raido.agent.publish.PressureReport;
import fm.raido.agent.rehearse.Rehearse;
import fm.raido.agent.rehearse.Script;
import fm.raido.agent.watch.Watch;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;

/** Starts the tools for a person on this machine, and sees to it that Ctrl-C ends them whole. */
final class AgentTools {
  private final String service;
  private final String host;
  private final Settings settings;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * @throws fm.raido.schemas.settings.WrongSetting as the agent itself does
   */
  AgentTools(Settings settings, PrintWriter out, PrintWriter err) {
    this.settings = settings;
    this.service = settings.get(RaidoSettings.SPEECH_SERVICE);
    this.host = AgentHost.name(settings, Machine.here());
    this.out = out;
    this.err = err;
  }

  boolean watch(AgentTask.Watch task) {
    PressureThresholds thresholds = PressureThresholds.from(settings);
    PressureReport report = new PressureReport(service, host, thresholds);
    try (OwnLooks looks = looks(thresholds)) {
      Watch watch =
          !task.json() && isTerminal() && Watch.canDraw(System.getenv())
              ? Watch.bars(looks, report, out, this::isBroken, System.getenv())
              : Watch.lines(looks, report, out, this::isBroken);
      atCtrlC(watch::stop);
      watch.run(task.time());
    }
    return true;
  }

  boolean explain(AgentTask.Explain task) {
    try (OwnLooks looks = looks(PressureThresholds.from(settings))) {
      atCtrlC(looks::stop);
      boolean explained = new Explain(looks, service, host).run(task.time(), task.json(), out);
      if (!explained) {
        err.println(
            "raido agent: --explain ended before the host could be looked at; nothing is explained");
      }
      return explained;
    }
  }

  boolean rehearse(AgentTask.Rehearse task) {
    Script script = new Script(service, host, task.level(), task.time(), task.lift(), task.who());
    Rehearse rehearse =
        new Rehearse(script, KafkaConnection.of(settings), Clock.systemUTC(), out, err);
    atCtrlC(rehearse::stop);
    return rehearse.run();
  }

  private static OwnLooks looks(PressureThresholds thresholds) {
    return new OwnLooks(new HostReadings(), thresholds, Clock.systemUTC());
  }

  private static void atCtrlC(Runnable stop) {
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "agent-stop"));
  }

  private static boolean isTerminal() {
    // From Java 25 on there is none again where input or output is a pipe.
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** The reader of the pipe has gone: the one sees it, or the stream below it does. */
  private boolean isBroken() {
    return out.checkError() || System.out.checkError();
  }
}
