package fm.raido.schemas.contract;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Every name that programs of others may rely on, with its kind before it. */
final class PublicNames {
  private PublicNames() {}

  /** Those that the code has now. */
  static Set<String> current() {
    Set<String> names = new TreeSet<>();
    TopicCatalogue.topics(1).forEach(topic -> names.add("topic " + topic.name()));
    names.add("group " + TopicCatalogue.WORKERS_GROUP);
    Arrays.stream(Headers.class.getDeclaredFields())
        .filter(field -> field.getType() == String.class)
        .forEach(field -> names.add("header " + value(field)));
    events().forEach(record -> names.add("event " + text(record, Headers.CE_TYPE)));
    RaidoSettings.ALL.forEach(setting -> {
      names.add("setting " + setting.name());
      names.add("property " + setting.property());
    });
    return names;
  }

  private static Stream<ProducerRecord<byte[], byte[]>> events() {
    return Stream.of(
            Samples.requests().stream().map(request -> RaidoRecords.request(request, "/s", null)),
            Samples.outcomes().stream().map(outcome -> RaidoRecords.outcome(outcome, null)),
            Samples.letters().stream().map(letter -> RaidoRecords.deadLetter(letter, null)),
            Samples.protection().stream()
                .map(record -> RaidoRecords.protection(record, "/s", Samples.AT)),
            Samples.pressures().stream().map(RaidoRecords::pressure))
        .flatMap(records -> records);
  }

  private static String text(ProducerRecord<byte[], byte[]> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }

  private static String value(Field constant) {
    try {
      return String.valueOf(constant.get(null));
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** The published names that the code has no more. */
  static Set<String> gone(Set<String> published, Set<String> current) {
    Set<String> gone = new TreeSet<>(published);
    gone.removeAll(current);
    return gone;
  }
}
