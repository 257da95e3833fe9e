package fm.raido.localkafka;

import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running broker on loopback, with its data in a directory that survives restarts. Safe for use
 * by any thread.
 */
public final class LocalKafka implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalKafka.class);

  /** A free port may be taken by somebody else before the broker opens it. */
  private static final int TRIES = 5;

  /** A clean stop takes about a second; a disk that hangs must not hold up the whole process. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final KafkaRaftServer server;
  private final DataDirectory directory;
  private final int port;
  private final CompletableFuture<String> fault;
  private final Consumer<String> listener;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalKafka(
      KafkaRaftServer server,
      DataDirectory directory,
      int port,
      CompletableFuture<String> fault,
      Consumer<String> listener) {
    this.server = server;
    this.directory = directory;
    this.port = port;
    this.fault = fault;
    this.listener = listener;
  }

  /**
   * Starts a broker and returns when it answers, after about 2 s, or 5 s where it was killed the
   * last time.
   *
   * @param dataDir the broker's own directory: new, empty, or one that it made before
   * @param port the port on 127.0.0.1; 0 for any free one
   * @throws LocalKafkaException if the port is taken, the directory is in use or not a broker's, or
   *     the broker cannot start
   */
  public static LocalKafka start(Path dataDir, int port) {
    DataDirectory directory = DataDirectory.open(dataDir);
    try {
      return start(directory, port);
    } catch (RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  private static LocalKafka start(DataDirectory directory, int port) {
    if (port != 0 && !Ports.isFree(port)) {
      throw taken(port);
    }
    for (int attempt = 1; ; attempt++) {
      int chosen = port == 0 ? Ports.free(Set.of()) : port;
      int controllerPort = Ports.free(Set.of(chosen));
      try {
        return startOn(directory, chosen, controllerPort);
      } catch (LocalKafkaException e) {
        if (!isClash(e)) {
          throw e;
        }
        if (port != 0 && !Ports.isFree(port)) {
          throw taken(port);
        }
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private static LocalKafka startOn(DataDirectory directory, int port, int controllerPort) {
    CompletableFuture<String> fault = new CompletableFuture<>();
    Consumer<String> listener = fault::complete;
    BrokerFaults.listen(listener);
    KafkaRaftServer server = null;
    try {
      KafkaConfig config =
          KafkaConfig.fromProps(BrokerConfig.of(directory.logs(), port, controllerPort), false);
      server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return new LocalKafka(server, directory, port, fault, listener);
    } catch (RuntimeException | Error e) {
      BrokerFaults.forget(listener);
      if (server != null) {
        stopAfterFailedStart(server);
      }
      throw new LocalKafkaException(
          "the local Kafka on %s:%d with data in %s cannot start: %s"
              .formatted(BrokerConfig.LOOPBACK, port, directory.logs(), rootMessage(e)),
          e);
    }
  }

  private static void stopAfterFailedStart(KafkaRaftServer server) {
    try {
      server.shutdown();
    } catch (RuntimeException | Error e) {
      LOG.debug("a broker that did not start cannot be stopped either", e);
    }
  }

  /** Where clients reach it, {@code 127.0.0.1:PORT}. */
  public String bootstrapServers() {
    return BrokerConfig.LOOPBACK + ":" + port;
  }

  /**
   * Completes with the reason when the broker gives up by itself (a full or dying disk, for
   * example). It is of no use after that: close it and end the program. It never completes after a
   * clean {@link #close()}.
   */
  public CompletableFuture<String> fault() {
    return fault.copy();
  }

  /**
   * Stops the broker cleanly and lets its directory go. Returns after 10 s at the latest; a broker
   * that takes longer keeps the directory until the process ends. Does nothing the second time.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    BrokerFaults.forget(listener);
    Thread stop = Thread.ofPlatform().daemon().name("local-kafka-stop").start(this::stop);
    try {
      if (!stop.join(STOP_TIMEOUT)) {
        LOG.warn(
            "the local Kafka did not stop within {}; its next start will check its data",
            STOP_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop() {
    try {
      server.shutdown();
      server.awaitShutdown();
    } catch (RuntimeException e) {
      LOG.warn("the local Kafka did not stop cleanly: {}", rootMessage(e));
    } finally {
      directory.close();
    }
  }

  private static LocalKafkaException taken(int port) {
    return new LocalKafkaException(
        "port %d on %s is taken by another program: stop that one, or choose another port (0: any free one)"
            .formatted(port, BrokerConfig.LOOPBACK));
  }

  private static boolean isClash(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
