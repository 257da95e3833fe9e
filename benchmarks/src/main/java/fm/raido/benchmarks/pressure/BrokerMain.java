package fm.raido.benchmarks.pressure;

import fm.raido.localkafka.LocalKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker in a JVM of its own, with its data in the directory that is its only argument. */
public final class BrokerMain {
  static final String READY = "broker at ";

  private BrokerMain() {}

  /** Runs until the process is ended. */
  public static void main(String[] args) throws InterruptedException {
    LocalKafka kafka = LocalKafka.start(Path.of(args[0]), 0);
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
    System.out.println(READY + kafka.bootstrapServers());
    new CountDownLatch(1).await();
  }
}
