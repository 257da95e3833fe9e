package fm.raido.agent;

import fm.raido.schemas.settings.Settings;
import java.util.concurrent.ExecutionException;

/** The agent in the foreground: until somebody stops the process, which then says goodbye. */
final class ForegroundAgent {
  private ForegroundAgent() {}

  /**
   * Returns never; its answer is there for those who ask a tool whether it is done. It ends where
   * the brokers refuse this agent from the start, so that a wrong password is seen by whoever
   * started it.
   *
   * @throws RefusedByBrokers with the brokers' reason
   * @throws fm.raido.schemas.settings.WrongSetting if a setting is wrong
   * @throws fm.raido.agent.metrics.CannotServeMetrics if metrics are asked for and their port
   *     cannot be opened
   */
  static boolean untilStopped(Settings settings) throws InterruptedException {
    AgentProgram program = AgentProgram.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(program::close, "agent-goodbye"));
    try {
      throw new RefusedByBrokers(program.refused().get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reason to stop never fails", e);
    } finally {
      program.close();
    }
  }
}
