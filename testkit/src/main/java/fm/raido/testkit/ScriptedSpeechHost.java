package fm.raido.testkit;

import fm.raido.schemas.wire.Json;
import fm.raido.testkit.SpeechCall.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A speech host on loopback that does with each call what it is told and remembers all of them. To
 * begin with it speaks. Safe for use by any thread.
 */
public final class ScriptedSpeechHost implements AutoCloseable {
  private final Clock clock = Clock.systemUTC();
  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<SpeechCall> calls = new ArrayList<>();
  private final Set<Socket> open = new HashSet<>();
  private final int port;
  private @Nullable Listening listening;
  private Function<String, Reply> otherwise = text -> Reply.speech();
  private int running;
  private int mostAtOnce;
  private int releases;

  private record Listening(ServerSocket socket, Thread acceptor) {}

  private ScriptedSpeechHost() throws IOException {
    ServerSocket first = bound(0);
    port = first.getLocalPort();
    listen(first);
  }

  /** A host on a free port. */
  public static ScriptedSpeechHost start() {
    try {
      return new ScriptedSpeechHost();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** What the next calls get, in that order, behind those that were told before. */
  public synchronized ScriptedSpeechHost next(Reply... replies) {
    script.addAll(List.of(replies));
    return this;
  }

  /** What all calls get for which nothing else was told. */
  public ScriptedSpeechHost always(Reply reply) {
    return always(text -> reply);
  }

  /**
   * The same, by the words of the call.
   *
   * @param reply asked by one call at a time, in the order in which they come
   */
  public synchronized ScriptedSpeechHost always(Function<String, Reply> reply) {
    otherwise = reply;
    return this;
  }

  /** All speech calls so far, in the order in which they came. */
  public synchronized List<SpeechCall> calls() {
    return List.copyOf(calls);
  }

  /** The most calls that were running at the same time. */
  public synchronized int mostAtOnce() {
    return mostAtOnce;
  }

  /** Lets every call that hangs now be answered. */
  public synchronized void release() {
    releases++;
  }

  /** From now on connections are refused; those that are open stay. */
  public synchronized void closePort() {
    Listening now = listening;
    if (now == null) {
      return;
    }
    closeQuietly(now.socket());
    try {
      // A socket that a thread still waits on keeps its port until that thread has left.
      now.acceptor().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    listening = null;
  }

  /** Listens on the same port again. */
  public synchronized void openPort() {
    try {
      if (listening == null) {
        listen(bound(port));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes the port and every connection. */
  @Override
  public void close() {
    closePort();
    List<Socket> left;
    synchronized (this) {
      left = List.copyOf(open);
    }
    left.forEach(ScriptedSpeechHost::closeQuietly);
  }

  private static ServerSocket bound(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
    return socket;
  }

  private synchronized void listen(ServerSocket socket) {
    listening =
        new Listening(
            socket, Thread.ofVirtual().name("scripted-speech-host").start(() -> accept(socket)));
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        closeQuietly(socket);
      }
    }
  }

  private void serve(Socket connection) {
    synchronized (this) {
      open.add(connection);
    }
    try (connection) {
      HttpExchange exchange = HttpExchange.read(connection);
      if (exchange.isPost()) {
        serveSpeech(exchange);
      } else {
        // As Kokoro's health endpoint: always well.
        byte[] healthy = "{\"status\":\"healthy\"}".getBytes(StandardCharsets.UTF_8);
        exchange.answer(200, Map.of("Content-Type", "application/json"), healthy, healthy.length);
      }
    } catch (IOException e) {
      // The caller went away, which a script may well be about.
    } finally {
      synchronized (this) {
        open.remove(connection);
      }
    }
  }

  private void serveSpeech(HttpExchange exchange) throws IOException {
    JsonNode order = order(exchange.body());
    String text = order.path("input").asString("");
    int number;
    int releasesBefore;
    Reply reply;
    synchronized (this) {
      // With the call's own entry: whoever sees the call and releases it must not come too early.
      releasesBefore = releases;
      running++;
      mostAtOnce = Math.max(mostAtOnce, running);
      number = calls.size();
      calls.add(
          new SpeechCall(
              exchange.requestId(),
              clock.instant(),
              exchange.path(),
              exchange.body(),
              text,
              running,
              Ending.RUNNING));
      reply = script.isEmpty() ? otherwise.apply(text) : script.removeFirst();
    }
    FakeSpeech speech = FakeSpeech.of(order, text);
    boolean stayed = false;
    try {
      stayed = await(exchange, speech, reply, releasesBefore);
    } finally {
      // Before the answer goes out: who has it may call again at once and is not a second caller.
      ended(number, stayed ? Ending.ANSWERED : Ending.CANCELLED);
    }
    if (stayed) {
      answer(exchange, speech, reply);
    }
  }

  private synchronized void ended(int number, Ending ending) {
    running--;
    calls.set(number, calls.get(number).ended(ending));
  }

  /** Whether the caller stayed until it was to be answered. */
  private boolean await(HttpExchange exchange, FakeSpeech speech, Reply reply, int releasesBefore)
      throws IOException {
    return switch (reply) {
      case Reply.Speech(var delay) -> {
        long end = System.nanoTime() + delay.toNanos();
        yield delay.isZero() || exchange.awaitOpen(() -> System.nanoTime() - end >= 0);
      }
      case Reply.Hang() -> exchange.awaitOpen(() -> releases() > releasesBefore);
      case Reply.Stall() -> {
        exchange.answer(200, speech.type(), speech.audio(), speech.audio().length / 2);
        yield exchange.awaitOpen(() -> false);
      }
      case Reply.Reset(), Reply.CutBody(), Reply.Answer(_, _, _) -> true;
    };
  }

  private static void answer(HttpExchange exchange, FakeSpeech speech, Reply reply)
      throws IOException {
    byte[] audio = speech.audio();
    switch (reply) {
      case Reply.Speech(_), Reply.Hang(), Reply.Stall() ->
          exchange.answer(200, speech.type(), audio, audio.length);
      case Reply.Reset() -> exchange.reset();
      case Reply.CutBody() -> exchange.answer(200, speech.type(), audio, audio.length / 2);
      case Reply.Answer(var status, var headers, var body) ->
          exchange.answer(status, headers, body, body.length);
    }
  }

  private synchronized int releases() {
    return releases;
  }

  private static JsonNode order(String body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JacksonException e) {
      return Json.MAPPER.createObjectNode();
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is closed, then.
    }
  }
}
