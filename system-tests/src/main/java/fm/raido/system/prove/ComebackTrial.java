package fm.raido.system.prove;

import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.system.comeback.Comeback;
import fm.raido.system.comeback.ComebackMeasure;
import fm.raido.system.storm.Figure;
import fm.raido.system.storm.WorkerClassPath;
import fm.raido.testkit.ScriptedSpeechHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** A worker comes back behind eight days of protection log, on a broker of its own. */
final class ComebackTrial {
  private static final int PARTITIONS = 6;
  private static final long TARGET_MILLIS = 6_000;

  private ComebackTrial() {}

  /**
   * Measures it.
   *
   * @param times how many starts are counted; the median of them is the figure
   */
  static Figure run(Path directory, int times, Consumer<String> tell) throws Exception {
    Path own = Files.createDirectories(directory.resolve("comeback"));
    try (LocalKafka kafka = LocalKafka.start(own.resolve("kafka"), 0);
        ScriptedSpeechHost host = ScriptedSpeechHost.start()) {
      try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(kafka.bootstrapServers()))) {
        admin.apply(TopicCatalogue.topics(PARTITIONS, 1), 1, false);
      }
      ComebackMeasure measure =
          new ComebackMeasure(
              kafka.bootstrapServers(), own, WorkerClassPath.get(), host.baseUrl().toString());
      measure.fill();
      measure.train();
      List<Comeback> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        Comeback one = measure.once();
        tell.accept(one.toString());
        all.add(one);
      }
      all.sort(Comparator.comparing(Comeback::decided));
      Comeback median = all.get(all.size() / 2);
      return Figure.atMostMillis(
          "a worker's return behind %,d records: process start to first decided record, of %d starts"
              .formatted(median.records(), times),
          median.decided().toMillis(),
          TARGET_MILLIS);
    }
  }
}
