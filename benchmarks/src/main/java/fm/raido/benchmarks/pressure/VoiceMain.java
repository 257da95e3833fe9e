package fm.raido.benchmarks.pressure;

import fm.raido.station.voice.BuiltInVoiceServer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** The built-in voice in a JVM of its own. */
public final class VoiceMain {
  static final String READY = "voice at ";

  private VoiceMain() {}

  /** Runs until the process is ended. */
  public static void main(String[] args) throws IOException, InterruptedException {
    BuiltInVoiceServer voice = BuiltInVoiceServer.start(0);
    System.out.println(READY + voice.baseUrl());
    new CountDownLatch(1).await();
  }
}
