package fm.raido.system.storm;

import fm.raido.testkit.Reply;
import fm.raido.testkit.ScriptedSpeechHost;
import java.time.Duration;
import java.util.SplittableRandom;

/** The speech host on the stage, and what can be wrong with it. */
final class Voice implements AutoCloseable {
  private static final int FASTEST_MILLIS = 20;
  private static final int SLOWEST_MILLIS = 170;

  private final ScriptedSpeechHost host = ScriptedSpeechHost.start();
  private final SplittableRandom dice;

  /** What can be wrong with it. */
  enum Ill {
    /** Connections end at once; a cut link refuses them. */
    DEAD,
    /** Every call gets a 500. */
    BROKEN,
    /** Every call is reset. */
    RESETTING,
    /** No call is answered. */
    HANGING,
    /** Calls take longer than their time-out. */
    SLOW,
    /** Audio is cut in the middle. */
    CUT
  }

  Voice(SplittableRandom dice) {
    this.dice = dice;
    recover();
  }

  ScriptedSpeechHost host() {
    return host;
  }

  int port() {
    return host.baseUrl().getPort();
  }

  void fallIll(Ill how) {
    switch (how) {
      case DEAD -> host.closePort();
      case BROKEN -> host.always(Reply.broken());
      case RESETTING -> host.always(Reply.reset());
      case HANGING -> host.always(Reply.hang());
      case SLOW -> host.always(Reply.speechAfter(StageSettings.CALL_TIMEOUT.plusMillis(800)));
      case CUT -> host.always(Reply.cutBody());
    }
  }

  /** It speaks again, and calls that hang are answered. */
  void recover() {
    host.always(this::speak);
    host.openPort();
    host.release();
  }

  /** Asked by one call at a time. */
  private Reply speak(String text) {
    if (text.contains(Mix.REFUSE)) {
      return Reply.unprocessable();
    }
    if (text.contains(Mix.BREAK)) {
      return Reply.broken();
    }
    return Reply.speechAfter(Duration.ofMillis(dice.nextLong(FASTEST_MILLIS, SLOWEST_MILLIS)));
  }

  @Override
  public void close() {
    host.close();
  }
}
