package fm.raido.controlroom.letters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import org.jspecify.annotations.Nullable;

/**
 * What a record of {@code raido.requests-dlt} does to the table of outstanding letters, as far as
 * its key and headers say: enough to count, without a look at the letter.
 */
public sealed interface LetterChange {
  /** What lay under that key has left: a tombstone. */
  record Left(String key) implements LetterChange {}

  /** The foreign letter at that place has left: its mark, which stays and is no letter itself. */
  record Marked(String place) implements LetterChange {}

  /**
   * A letter lies under that key. A foreign one is known by its place, by which it leaves: two of
   * them may have the same key.
   *
   * @param isForeign whether another program wrote it
   * @param reason what its header says; null where there is none
   */
  record Lies(String key, boolean isForeign, @Nullable String reason) implements LetterChange {}

  /**
   * Reads it.
   *
   * @param hasValue not so of a tombstone
   */
  static LetterChange of(
      Place place,
      byte @Nullable [] keyBytes,
      boolean hasValue,
      org.apache.kafka.common.header.Headers headers) {
    String key = keyBytes == null ? "" : new String(keyBytes, ISO_8859_1);
    if (!hasValue) {
      return new Left(key);
    }
    if (headers.lastHeader(Headers.REPLAY_ACTION) != null) {
      return new Marked(key);
    }
    String reason = RaidoRecords.headerText(headers, Headers.LETTER_REASON);
    boolean isForeign =
        headers.lastHeader(Headers.CONNECT_TOPIC) != null
            || (headers.lastHeader(Headers.DLT_ORIGINAL_TOPIC) != null
                && headers.lastHeader(Headers.LETTER_REASON) == null);
    return new Lies(isForeign || key.isEmpty() ? place.asKey() : key, isForeign, reason);
  }
}
