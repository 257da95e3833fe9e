package fm.raido.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A speech host that has every answer ready: audio in Kokoro's shape (24 kHz, mono, wav) and as
 * long as the words, over real HTTP with connections that are kept.
 */
final class QuickVoice implements AutoCloseable {
  private static final int SAMPLE_RATE = 24_000;
  private static final double CHARACTERS_PER_SECOND = 15;

  static {
    // Else headers and body go out as two packets, and the second waits 40 ms for the first one's
    // acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Integer, byte[]> audio = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();

  private QuickVoice(HttpServer server) {
    this.server = server;
  }

  static QuickVoice start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
      QuickVoice voice = new QuickVoice(server);
      server.createContext("/v1/audio/speech", voice::speak);
      server.setExecutor(voice.executor);
      server.start();
      return voice;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often it was asked to speak. */
  int calls() {
    return calls.get();
  }

  private void speak(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] order = exchange.getRequestBody().readAllBytes();
      String text = Json.MAPPER.readTree(order).path("input").asString("");
      byte[] answer = audio.computeIfAbsent(text.length(), QuickVoice::wav);
      calls.incrementAndGet();
      exchange.getResponseHeaders().add("Content-Type", "audio/wav");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** A tone that lasts as long as so many characters; its sizes are Kokoro's sentinels. */
  private static byte[] wav(int characters) {
    int samples = (int) (SAMPLE_RATE * Math.max(0.5, characters / CHARACTERS_PER_SECOND));
    ByteBuffer out =
        ByteBuffer.allocate(44 + 2 * samples)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(ascii("RIFF"))
            .putInt(-1)
            .put(ascii("WAVEfmt "))
            .putInt(16)
            .putShort((short) 1)
            .putShort((short) 1)
            .putInt(SAMPLE_RATE)
            .putInt(2 * SAMPLE_RATE)
            .putShort((short) 2)
            .putShort((short) 16)
            .put(ascii("data"))
            .putInt(-1);
    for (int i = 0; i < samples; i++) {
      out.putShort((short) (8_000 * Math.sin(2 * Math.PI * 440 * i / SAMPLE_RATE)));
    }
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
