package fm.raido.agent;

import fm.raido.schemas.settings.Settings;
import java.util.concurrent.CountDownLatch;

/** The agent in the foreground: until somebody stops the process, which then says goodbye. */
final class ForegroundAgent {
  private ForegroundAgent() {}

  /**
   * Returns never; its answer is there for those who ask a tool whether it is done.
   *
   * @throws fm.raido.schemas.settings.WrongSetting if a setting is wrong
   * @throws fm.raido.agent.metrics.CannotServeMetrics if metrics are asked for and their port
   *     cannot be opened
   */
  static boolean untilStopped(Settings settings) throws InterruptedException {
    AgentProgram program = AgentProgram.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(program::close, "agent-goodbye"));
    new CountDownLatch(1).await();
    return true;
  }
}
