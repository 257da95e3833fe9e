package fm.raido.system.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fm.raido.system.network.LinkState.BlackHole;
import fm.raido.system.network.LinkState.Cut;
import fm.raido.system.network.LinkState.Delayed;
import fm.raido.system.network.LinkState.HalfOpen;
import fm.raido.system.network.LinkState.Resetting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ends of a link are in the hands of the test. */
@Timeout(10)
class TcpProxyTest {
  private static final int PATIENCE_MILLIS = 5_000;

  private final List<Socket> sockets = new ArrayList<>();
  private TcpProxy proxy = TcpProxy.open();
  private ServerSocket target = anyPort();

  @BeforeEach
  void leadToTheTarget() {
    proxy.target((InetSocketAddress) target.getLocalSocketAddress());
  }

  @AfterEach
  void closeAll() throws IOException {
    proxy.close();
    target.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void passesBytesBothWaysAndCountsThem() throws IOException {
    Socket near = connect();
    Socket far = accept(1);
    say(near, "question");
    assertThat(hear(far, 8)).isEqualTo("question");
    say(far, "answer");
    assertThat(hear(near, 6)).isEqualTo("answer");
    // Counted once they are passed on: who hears them may be quicker than the count.
    await("the counts")
        .untilAsserted(
            () -> assertThat(proxy.counts()).isEqualTo(new LinkCounts(1, 0, 1, 0, 8, 6, 0)));
  }

  @Test
  void passesTheEndOfOneDirectionAlone() throws IOException {
    Socket near = connect();
    Socket far = accept(1);
    say(near, "all");
    near.shutdownOutput();
    assertThat(far.getInputStream().readAllBytes()).hasSize(3);
    say(far, "late answer");
    far.close();
    assertThat(near.getInputStream().readAllBytes()).hasSize(11);
    awaitNoneOpen();
  }

  @Test
  void passesAResetOn() throws IOException {
    Socket near = connect();
    Sockets.reset(accept(1));
    assertReset(near);
    awaitNoneOpen();
  }

  @Test
  void forgetsAConnectionThatTheTargetClosedWhileTheClientStillSent() throws IOException {
    Socket near = connect();
    accept(1).close();
    assertThat(near.getInputStream().read()).isEqualTo(-1);
    assertThatThrownBy(
            () -> {
              while (true) {
                say(near, "is anybody there?");
              }
            })
        .isInstanceOf(SocketException.class);
    awaitNoneOpen();
  }

  @Test
  void closesTheClientAtOnceWhileTheTargetRefusesOrIsNotKnown() throws IOException {
    target.close();
    assertThat(connect().getInputStream().read()).isEqualTo(-1);
    assertThat(proxy.counts().refused()).isEqualTo(1);
    try (TcpProxy aimless = TcpProxy.open()) {
      assertThat(connect(aimless).getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void delaysEachWayWithoutStranglingBandwidth() throws Exception {
    Socket near = connect();
    Socket far = accept(1);
    proxy.become(new Delayed(Duration.ofMillis(60)));
    long start = System.nanoTime();
    say(near, "ping");
    assertThat(hear(far, 4)).isEqualTo("ping");
    say(far, "pong");
    assertThat(hear(near, 4)).isEqualTo("pong");
    assertThat(since(start)).isBetween(Duration.ofMillis(120), Duration.ofMillis(600));

    byte[] much = new byte[4 << 20];
    for (int i = 0; i < much.length; i++) {
      much[i] = (byte) ((i * 31) >> 7);
    }
    start = System.nanoTime();
    Thread sender = Thread.ofVirtual().start(() -> write(near, much));
    assertThat(far.getInputStream().readNBytes(much.length)).isEqualTo(much);
    // A sleep for each piece of 32 KiB would take 7.7 s.
    assertThat(since(start)).isBetween(Duration.ofMillis(60), Duration.ofMillis(1_500));
    assertThat(sender.join(Duration.ofMillis(PATIENCE_MILLIS))).isTrue();
  }

  @Test
  void deliversWhatADelayStillHoldsWhenItEnds() throws IOException {
    Socket near = connect();
    Socket far = accept(1);
    proxy.become(new Delayed(Duration.ofHours(1)));
    say(near, "a letter");
    near.shutdownOutput();
    assertSilent(far);
    proxy.heal();
    assertThat(far.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("a letter");
  }

  @Test
  void refusesWhileCutAndOpensTheSamePortAgain() throws IOException {
    Socket near = connect();
    Socket far = accept(1);
    proxy.become(new Cut());
    assertThat(near.getInputStream().read()).isEqualTo(-1);
    assertThat(far.getInputStream().read()).isEqualTo(-1);
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    proxy.heal();
    say(connect(), "again");
    assertThat(hear(accept(1), 5)).isEqualTo("again");
    assertThat(proxy.counts().broken()).isEqualTo(1);
  }

  @Test
  void resetsBothEndsAndWhoeverComes() throws IOException {
    Socket near = connect();
    Socket far = accept(1);
    proxy.become(new Resetting());
    assertReset(near);
    assertReset(far);
    assertReset(connect());
    proxy.heal();
    say(connect(), "again");
    assertThat(hear(accept(1), 5)).isEqualTo("again");
  }

  @Test
  void swallowsAllAndResetsWhatHasAHole() throws IOException {
    Socket near = connect();
    Socket far = accept(1);
    Socket unused = connect();
    Socket unusedFar = accept(2);
    proxy.become(new BlackHole());
    say(near, "never heard");
    Socket newcomer = connect();
    say(newcomer, "nor this");
    quickly("both swallowed").until(() -> proxy.counts().swallowed() == 11 + 8);
    assertSilent(far);
    assertSilent(newcomer);

    proxy.heal();
    assertReset(near);
    assertReset(far);
    assertReset(newcomer);
    say(unused, "still here");
    assertThat(hear(unusedFar, 10)).isEqualTo("still here");
    assertThat(proxy.counts()).isEqualTo(new LinkCounts(3, 0, 1, 2, 10, 0, 19));
  }

  @Test
  void swallowsTheEndOfAStreamToo() throws IOException {
    Socket near = connect();
    Socket far = accept(1);
    proxy.become(new BlackHole());
    near.close();
    assertSilent(far);
    proxy.heal();
    assertReset(far);
    awaitNoneOpen();
  }

  @ParameterizedTest
  @EnumSource
  void holdsOneDirectionAndDeliversItLater(Direction stalled) throws IOException {
    Socket near = connect();
    Socket far = accept(1);
    Socket held = stalled == Direction.TO_CLIENT ? far : near;
    Socket free = stalled == Direction.TO_CLIENT ? near : far;
    proxy.become(new HalfOpen(stalled));
    say(free, "flows");
    assertThat(hear(held, 5)).isEqualTo("flows");
    say(held, "waits");
    held.shutdownOutput();
    assertSilent(free);
    proxy.heal();
    assertThat(free.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("waits");
  }

  @Test
  void stopsTheSenderOfAStallAsAFullSocketDoes() throws Exception {
    Socket near = connect();
    Socket far = accept(1);
    proxy.become(new HalfOpen(Direction.TO_TARGET));
    byte[] much = new byte[32 << 20];
    Thread sender = Thread.ofPlatform().start(() -> write(near, much));
    assertThat(sender.join(Duration.ofMillis(150))).as("all was taken in").isFalse();
    proxy.heal();
    assertThat(far.getInputStream().readNBytes(much.length)).hasSize(much.length);
    assertThat(sender.join(Duration.ofMillis(PATIENCE_MILLIS))).isTrue();
  }

  private static ServerSocket anyPort() {
    try {
      ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      socket.setSoTimeout(PATIENCE_MILLIS);
      return socket;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Socket connect() throws IOException {
    return connect(proxy);
  }

  private Socket connect(TcpProxy to) throws IOException {
    Socket socket = new Socket();
    keep(socket);
    socket.connect(to.address());
    return socket;
  }

  /** The target's end of the newest connection, of so many now, once the proxy has joined them. */
  private Socket accept(int open) throws IOException {
    Socket socket = target.accept();
    keep(socket);
    quickly("connections over the link").until(() -> proxy.counts().open() == open);
    return socket;
  }

  /** No interrupt ends a read: what never comes must end it. */
  private void keep(Socket socket) throws IOException {
    sockets.add(socket);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  private static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write(words.getBytes(US_ASCII));
  }

  private static String hear(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitNoneOpen() {
    quickly("no connection left").until(() -> proxy.counts().open() == 0);
  }

  private static ConditionFactory quickly(String what) {
    return await(what).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(40);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  private static void assertReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isExactlyInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
