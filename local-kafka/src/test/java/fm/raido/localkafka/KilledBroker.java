package fm.raido.localkafka;

import java.nio.file.Path;

/** A process of its own with a broker, some records and one open transaction; made to be killed. */
final class KilledBroker {
  static final String READY = "ready to be killed";

  private KilledBroker() {}

  public static void main(String[] args) throws Exception {
    LocalKafka kafka = LocalKafka.start(Path.of(args[0]), 0);
    LocalKafkaIT.createTopic(kafka);
    LocalKafkaIT.sendInTransaction(kafka, "one", "two");
    System.out.println(READY);
    Thread.currentThread().join();
  }
}
