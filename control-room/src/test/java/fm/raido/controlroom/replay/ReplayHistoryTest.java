package fm.raido.controlroom.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayHistoryTest {
  private static final Instant APPENDED = Instant.parse("2026-11-20T20:15:00Z");

  private static ConsumerRecord<byte[], byte[]> tombstone(String letter, String at) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.REPLAY_ACTION, "replayed".getBytes(UTF_8));
    headers.add(Headers.REPLAY_RUN, "r1".getBytes(UTF_8));
    headers.add(Headers.REPLAY_WHO, "ada".getBytes(UTF_8));
    headers.add(Headers.REPLAY_AT, at.getBytes(UTF_8));
    headers.add(Headers.REPLAY_OF, letter.getBytes(UTF_8));
    headers.add(Headers.REPLAY_TO, "song-1/1".getBytes(UTF_8));
    headers.add(Headers.REPLAY_COUNT, "1".getBytes(UTF_8));
    return new ConsumerRecord<>(
        TopicCatalogue.DEAD_LETTERS,
        0,
        7,
        APPENDED.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        letter.getBytes(UTF_8),
        null,
        headers,
        Optional.empty());
  }

  private static @Nullable HistoryEntry entry(String at) {
    return ReplayHistory.entry(tombstone("song-1/0", at));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T20:14:59Z, 2026-11-20T20:14:59Z",
    "+1000000000-12-31T00:00:00Z, 2026-11-21T20:15:00Z",
    "-1000000000-01-01T00:00:00Z, 2026-11-19T20:15:00Z",
  })
  void aTimeThatNoClockShowsIsTheRecordsOwnWithinADay(String said, Instant taken) {
    assertThat(requireNonNull(entry(said)).at()).isEqualTo(taken);
  }

  @Test
  void whatNoRunHasWrittenIsNoEntry() {
    assertThat(entry("yesterday")).isNull();
    ConsumerRecord<byte[], byte[]> long1 = tombstone("song-1/0", "2026-11-20T20:14:59Z");
    long1.headers().add(Headers.REPLAY_ORIGINAL, new byte[40_000]);
    assertThat(ReplayHistory.entry(long1)).isNull();
  }

  @Test
  void onlyTheLastAreKept() {
    ReplayHistory.Newest newest = new ReplayHistory.Newest(2);
    for (int minute : new int[] {3, 1, 4, 2}) {
      newest.add(requireNonNull(entry(APPENDED.plus(Duration.ofMinutes(minute)).toString())));
    }
    assertThat(newest.inOrder())
        .extracting(HistoryEntry::at)
        .containsExactly(
            APPENDED.plus(Duration.ofMinutes(3)), APPENDED.plus(Duration.ofMinutes(4)));
  }
}
