package fm.raido.station.voice;

import com.sun.net.httpserver.HttpServer;
import fm.raido.worker.fallback.LocalVoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A speech host, on loopback unless told otherwise, that speaks wav with FreeTTS: {@code POST
 * /v1/audio/speech}, {@code GET /health}, {@code GET /v1/audio/voices}. For the rehearsal of an
 * outage its port can be closed and opened again. Safe for use by any thread.
 */
public final class BuiltInVoiceServer implements AutoCloseable {
  private static final int VOICES = 2;

  private final LocalVoice voice = new LocalVoice(VOICES);
  private final VoiceEndpoints endpoints = new VoiceEndpoints(voice);
  private final InetAddress address;
  private final int port;
  private @Nullable Listening listening;

  private record Listening(HttpServer server, ExecutorService threads) {}

  private BuiltInVoiceServer(InetAddress address, int port) throws IOException {
    this.address = address;
    listening = listen(port);
    this.port = listening.server().getAddress().getPort();
  }

  /**
   * Starts it on loopback.
   *
   * @param port 0: any free one
   * @throws IOException if the port is taken
   */
  public static BuiltInVoiceServer start(int port) throws IOException {
    return start(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /**
   * Starts it on another address of this machine.
   *
   * @param port 0: any free one
   * @throws IOException if the port is taken, or the address is none of this machine
   */
  static BuiltInVoiceServer start(InetAddress address, int port) throws IOException {
    return new BuiltInVoiceServer(address, port);
  }

  /** Its port; the same after {@link #up()}. */
  int port() {
    return port;
  }

  /** What {@code KOKORO_BASE_URL} is to be for one on loopback; the same after {@link #up()}. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Closes port and connections: calls that run now are cut, later ones are refused. */
  public void down() {
    down(Duration.ZERO);
  }

  /** Closes the port, and returns when the calls that run now have been answered, or cuts them. */
  synchronized void down(Duration atMost) {
    Listening now = listening;
    if (now != null) {
      now.server().stop(Math.toIntExact(atMost.toSeconds()));
      now.threads().shutdownNow();
      listening = null;
    }
  }

  /**
   * Listens on the same port again.
   *
   * @throws IOException if somebody has taken it meanwhile
   */
  public synchronized void up() throws IOException {
    if (listening == null) {
      listening = listen(port);
    }
  }

  @Override
  public void close() {
    down();
    voice.close();
  }

  private Listening listen(int wantedPort) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(address, wantedPort), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", endpoints);
    server.start();
    return new Listening(server, threads);
  }
}
