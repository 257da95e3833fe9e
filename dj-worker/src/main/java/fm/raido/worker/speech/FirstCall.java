package fm.raido.worker.speech;

import static java.nio.charset.StandardCharsets.US_ASCII;

import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call to nobody, made before the first real one: what a JVM loads for its first HTTP exchange
 * takes a second and more on a busy machine, and a granted call must start within two of its ask.
 */
public final class FirstCall {
  private static final Logger LOG = LoggerFactory.getLogger(FirstCall.class);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final SpeechOrder NOTHING =
      new SpeechOrder("One, two.", "nobody", 1.0, AudioFormat.WAV, "none");
  private static final byte[] NO_CONTENT =
      "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);

  private FirstCall() {}

  /** Makes it, to a port of this process; returns after 10 s at the latest. */
  public static void make() {
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().name("raido-first-call").start(() -> answer(nobody));
      URI here = URI.create("http://127.0.0.1:" + nobody.getLocalPort());
      SpeechResult result =
          new KokoroSpeechSynthesizer(here, LONGEST, Clock.systemUTC())
              .speak("first-call", NOTHING, LONGEST);
      LOG.debug("the way to speech is warm: {}", result);
    } catch (IOException e) {
      LOG.debug("the way to speech stays cold", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(ServerSocket nobody) {
    try (Socket caller = nobody.accept();
        OutputStream out = caller.getOutputStream()) {
      out.write(NO_CONTENT);
      out.flush();
      // Until the caller has read it and gone: a close before would cut its request.
      caller.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debug("nobody was not called", e);
    }
  }
}
