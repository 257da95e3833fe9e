package fm.raido.controlroom.doctor;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.schemas.connection.KafkaConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Do the brokers answer, and are they set as the promises need them? */
final class BrokersCheck implements Check {
  private final Cluster cluster;

  BrokersCheck(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "brokers";
  }

  @Override
  public List<Finding> look() {
    try {
      return judge(cluster.kafka(), cluster.brokers());
    } catch (CannotReachKafka e) {
      return List.of(
          new Finding.Wrong(
              e.getMessage()
                  + "; do the brokers run, and is KAFKA_BOOTSTRAP_SERVERS (or --kafka) theirs?",
              "raido settings"));
    }
  }

  static List<Finding> judge(KafkaConnection kafka, BrokerView view) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding.Good(
            "%d %s at %s%s"
                .formatted(
                    view.count(),
                    view.count() == 1 ? "broker" : "brokers",
                    kafka,
                    view.level().map(level -> ", " + version(level)).orElse(""))));
    expect(
        findings,
        view.configs(),
        "auto.create.topics.enable",
        "false",
        value -> value.equals("false"),
        "a mistyped name makes a topic with the wrong settings");
    expect(
        findings,
        view.configs(),
        "offsets.retention.minutes",
        "44640",
        value -> Long.parseLong(value) >= 10_080,
        "what is settled would be forgotten within MAX_WAIT when all workers are away");
    expect(
        findings,
        view.configs(),
        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
        "1000",
        value -> Long.parseLong(value) <= 1_000,
        "a killed worker's or replay's open transaction holds up its partition for longer");
    return findings;
  }

  private static void expect(
      List<Finding> findings,
      Map<String, String> configs,
      String name,
      String wanted,
      java.util.function.Predicate<String> rule,
      String why) {
    String value = configs.get(name);
    if (value != null && !rule.test(value)) {
      findings.add(
          new Finding.Warning(
              "the brokers have %s=%s: %s".formatted(name, value, why),
              "set %s=%s on every broker and restart them one by one".formatted(name, wanted)));
    }
  }

  /** The release that a level came with (Kafka's {@code MetadataVersion}). */
  private static String version(short level) {
    String release =
        switch (level) {
          case 22, 23, 24, 25 -> "4.0";
          case 26, 27 -> "4.1";
          case 28, 29 -> "4.2";
          default -> "";
        };
    return release.isEmpty()
        ? "metadata.version " + level
        : "metadata.version %d (Kafka %s)".formatted(level, release);
  }
}
