package fm.raido.controlroom.letters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Track;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Chooses letters: those for which every part that is given is true. An empty set, and null, choose
 * all.
 *
 * @param reasons {@code POISON} and the other reasons, {@code FOREIGN}, {@code UNREADABLE}
 * @param stations stations of the requests
 * @param kinds kinds of the requests
 * @param since failed then or later
 * @param until failed before then
 * @param ids ids of requests, or names as they are listed, {@code id/pass}
 * @param text words that stand in the request's text or track, or in the detail; case does not
 *     matter
 */
public record LetterFilter(
    Set<String> reasons,
    Set<String> stations,
    Set<AnnouncementKind> kinds,
    @Nullable Instant since,
    @Nullable Instant until,
    Set<String> ids,
    @Nullable String text) {
  /** All letters. */
  public static final LetterFilter ALL =
      new LetterFilter(Set.of(), Set.of(), Set.of(), null, null, Set.of(), null);

  public LetterFilter {
    reasons = Set.copyOf(reasons);
    stations = Set.copyOf(stations);
    kinds = Set.copyOf(kinds);
    ids = Set.copyOf(ids);
  }

  /** The letters of that id, or the one of that name. */
  public static LetterFilter byId(String id) {
    return new LetterFilter(Set.of(), Set.of(), Set.of(), null, null, Set.of(id), null);
  }

  public boolean isAll() {
    return equals(ALL);
  }

  /** The letter in a record, where it is one that is chosen. */
  Optional<Letter> chosen(ConsumerRecord<byte[], byte[]> record) {
    return excludes(record)
        ? Optional.empty()
        : Optional.of(LetterReader.read(record)).filter(this::matches);
  }

  /**
   * Whether the bytes alone say that it is not chosen: a cheaper look than to read all of it, for
   * letters as workers write them. Of anything else it says nothing.
   */
  boolean excludes(ConsumerRecord<byte[], byte[]> record) {
    String reason = RaidoRecords.headerText(record.headers(), Headers.LETTER_REASON);
    if (reason == null || record.key() == null || record.value() == null) {
      return false;
    }
    if (!reasons.isEmpty() && !reasons.contains(reason) && !reasons.contains(Letter.UNREADABLE)) {
      return true;
    }
    // What poison holds stands in base64.
    return !reason.equals(DeadLetterReason.POISON.name())
        && ((!ids.isEmpty() && !isNamed(new String(record.key(), ISO_8859_1)))
            || (!stations.isEmpty() && !mayBeOfStation(new String(record.value(), ISO_8859_1))));
  }

  private boolean isNamed(String key) {
    int slash = key.lastIndexOf('/');
    return ids.contains(key) || (slash > 0 && ids.contains(key.substring(0, slash)));
  }

  /** Names of stations are plain ASCII; JSON may write it escaped, though no worker does. */
  private boolean mayBeOfStation(String json) {
    return stations.stream().anyMatch(json::contains) || json.contains("\\u");
  }

  public boolean matches(Letter letter) {
    return (reasons.isEmpty() || reasons.contains(letter.reason()))
        && (stations.isEmpty() || letter.station().filter(stations::contains).isPresent())
        && (kinds.isEmpty() || isOfKind(letter.request()))
        && (since == null || !letter.failedAt().isBefore(since))
        && (until == null || letter.failedAt().isBefore(until))
        && (ids.isEmpty() || isNamed(letter))
        && (text == null || says(letter, text.toLowerCase(Locale.ROOT)));
  }

  private boolean isOfKind(@Nullable AnnouncementRequest request) {
    return request != null && kinds.contains(request.kind());
  }

  private boolean isNamed(Letter letter) {
    AnnouncementRequest request = letter.request();
    return ids.contains(letter.key().id())
        || ids.contains(letter.key().toString())
        || (request != null && ids.contains(request.id()));
  }

  private static boolean says(Letter letter, String words) {
    AnnouncementRequest request = letter.request();
    Track track = request == null ? null : request.track();
    return Stream.of(
            letter.detail(),
            request == null ? null : request.text(),
            track == null ? null : track.title(),
            track == null ? null : track.artist())
        .anyMatch(it -> it != null && it.toLowerCase(Locale.ROOT).contains(words));
  }
}
