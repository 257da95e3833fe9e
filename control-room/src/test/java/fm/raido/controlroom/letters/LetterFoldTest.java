package fm.raido.controlroom.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LetterFoldTest {
  private final LetterFold<Letter> fold = fold(TopicCatalogue.DEAD_LETTERS);

  private static LetterFold<Letter> fold(String topic) {
    return new LetterFold<>(topic, LetterFilter.ALL::chosen, (record, letter) -> letter);
  }

  @Test
  void aLetterLeavesByItsTombstoneAndTheRunIsKnown() {
    fold.apply(Records.letter(Records.exhausted("song-1", Records.FAILED, "one"), 1, 0));
    fold.apply(Records.letter(Records.exhausted("song-2", Records.FAILED, "two"), 1, 1));
    fold.complete();
    fold.freeze();
    assertThat(fold.holds(1, "song-1/0")).isTrue();
    ConsumerRecord<byte[], byte[]> gone = Records.tombstone("song-1/0", 1, 2);
    gone.headers().add(Headers.REPLAY_RUN, "r1".getBytes(UTF_8));
    fold.apply(gone);
    fold.apply(Records.letter(Records.exhausted("song-3", Records.FAILED, "later"), 1, 3));
    assertThat(fold.all())
        .extracting(letter -> letter.key().toString())
        .containsExactly("song-2/0");
    assertThat(fold.removedBy("song-1/0")).contains("r1");
    assertThat(fold.size()).isEqualTo(1);
  }

  @Test
  void aForeignLetterLeavesByItsMarkWhicheverIsReadFirst() {
    LetterFold<Letter> orders = fold("orders-dlt");
    orders.apply(mark("_orders-dlt-0-5/0"));
    orders.apply(foreign(5));
    orders.apply(foreign(6));
    orders.apply(foreign(7));
    orders.apply(mark("_orders-dlt-0-6/0"));
    orders.complete();
    assertThat(orders.all())
        .extracting(letter -> letter.place().offset())
        .as("two with one key are two")
        .containsExactly(7L);
    orders.apply(mark("_orders-dlt-0-7/0"));
    assertThat(orders.all()).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> mark(String key) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.REPLAY_ACTION, "discarded".getBytes(UTF_8));
    return Records.of(
        TopicCatalogue.DEAD_LETTERS, 0, 99, key.getBytes(UTF_8), "{}".getBytes(UTF_8), headers);
  }

  private static ConsumerRecord<byte[], byte[]> foreign(long offset) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.DLT_ORIGINAL_TOPIC, "orders".getBytes(UTF_8));
    return Records.of(
        "orders-dlt", 0, offset, "key".getBytes(UTF_8), "order".getBytes(UTF_8), headers);
  }

  @Test
  void theBytesOfPoisonAreNotHeldOnceTheyAreRead() {
    String raw = Base64.getEncoder().encodeToString(new byte[64 * 1024]);
    fold.apply(Records.letter(Records.poison("_raido.requests-0-7", raw), 0, 0));
    assertThat(fold.all())
        .singleElement()
        .isInstanceOfSatisfying(
            Letter.OfWorker.class,
            letter -> {
              assertThat(letter.letter().raw()).isNull();
              assertThat(letter.unreadable()).contains("must be");
              assertThat(letter.reason()).isEqualTo("POISON");
            });
  }
}
