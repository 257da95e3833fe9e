package fm.raido.system.network;

import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A client and the target, with a pipe each way. */
final class PipedConnection implements Connection {
  private final Socket client;
  private final Socket target;
  private final Pipe toTarget;
  private final Pipe toClient;
  private final Tally tally;
  private final Consumer<Connection> whenOver;
  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private LinkState state;

  PipedConnection(
      Socket client, Socket target, LinkState state, Tally tally, Consumer<Connection> whenOver) {
    this.client = client;
    this.target = target;
    this.state = state;
    this.tally = tally;
    this.whenOver = whenOver;
    this.toTarget = new Pipe(Direction.TO_TARGET, client, target, state, tally);
    this.toClient = new Pipe(Direction.TO_CLIENT, target, client, state, tally);
  }

  void start() {
    toTarget.start(new EndsOf(toClient));
    toClient.start(new EndsOf(toTarget));
  }

  @Override
  public synchronized void become(LinkState next) {
    boolean leavesHole =
        state instanceof LinkState.BlackHole && !(next instanceof LinkState.BlackHole);
    state = next;
    toTarget.held().become(next);
    toClient.held().become(next);
    if (next instanceof LinkState.Cut) {
      if (end(false)) {
        tally.broken.increment();
      }
    } else if (next instanceof LinkState.Resetting
        || (leavesHole && (toTarget.held().holed() || toClient.held().holed()))) {
      if (end(true)) {
        tally.broken.increment();
      }
    }
  }

  @Override
  public void close() {
    var _ = end(false);
  }

  /** Returns whether this call ended it. */
  private boolean end(boolean reset) {
    if (!over.compareAndSet(false, true)) {
      return false;
    }
    toTarget.held().close();
    toClient.held().close();
    if (reset) {
      Sockets.reset(client);
      Sockets.reset(target);
    } else {
      Sockets.close(client);
      Sockets.close(target);
    }
    whenOver.accept(this);
    return true;
  }

  /** What a pipe's end means for the connection, whose other direction is {@code back}. */
  private final class EndsOf implements Pipe.Ends {
    private final Pipe back;

    EndsOf(Pipe back) {
      this.back = back;
    }

    @Override
    public void finished() {
      if (finished.incrementAndGet() == 2) {
        var _ = end(false);
      }
    }

    @Override
    public void broken() {
      var _ = end(true);
    }

    @Override
    public void receiverGone() {
      back.senderGone();
    }
  }
}
