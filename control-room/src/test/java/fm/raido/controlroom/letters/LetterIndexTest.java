package fm.raido.controlroom.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.letters.LetterIndex.Seen;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LetterIndexTest {
  private static int units(ConsumerRecord<byte[], byte[]> record) {
    return LetterIndex.seen(record, LetterReader.read(record)).units();
  }

  @Test
  void aLetterCountsForWhatIsHeldOfIt() {
    assertThat(
            units(Records.letter(Records.exhausted("song-1", Records.FAILED, "short words"), 0, 0)))
        .isEqualTo(1);
    assertThat(
            units(
                Records.letter(
                    Records.exhausted("song-2", Records.FAILED, "x".repeat(4_000)), 0, 1)))
        .isEqualTo(3);
    String raw = Base64.getEncoder().encodeToString(new byte[64 * 1024]);
    assertThat(units(Records.letter(Records.poison("_raido.requests-0-7", raw), 0, 2)))
        .as("of poison the bytes are not held")
        .isEqualTo(1);
    assertThat(
            units(
                Records.of(
                    "raido.requests-dlt",
                    0,
                    3,
                    "key".getBytes(UTF_8),
                    new byte[500_000],
                    new RecordHeaders())))
        .as("of rubbish its key is held")
        .isEqualTo(1);
  }

  @Test
  void theNewestAreThoseThatFailedLast() {
    List<Seen> seen =
        List.of(
            new Seen(0, 7, 300, 1),
            new Seen(1, 2, 100, 1),
            new Seen(1, 3, 400, 1),
            new Seen(0, 9, 200, 1));
    assertThat(LetterIndex.newest(seen, 2, 100))
        .containsExactly(new Seen(1, 3, 400, 1), new Seen(0, 7, 300, 1));
    assertThat(LetterIndex.newest(seen, 10, 3)).as("and no more than fit").hasSize(3);
    assertThat(LetterIndex.places(seen))
        .isEqualTo(Map.of(0, new TreeSet<>(List.of(7L, 9L)), 1, new TreeSet<>(List.of(2L, 3L))));
  }

  @Test
  void aLetterMaySayThatItFailedAtTheEndOfTime() {
    ConsumerRecord<byte[], byte[]> record =
        Records.letter(
            Records.exhausted(
                "song-1", java.time.Instant.parse("+1000000000-12-31T00:00:00Z"), "words"),
            0,
            0);
    assertThat(LetterIndex.seen(record, LetterReader.read(record)).failedAtMillis())
        .isEqualTo(Long.MAX_VALUE);
  }
}
