package fm.raido.controlroom.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.controlroom.scan.Scanned;
import fm.raido.controlroom.scan.TopicScan;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Can an announcement be spoken, now? Tried the way that all announcements go: a short one is
 * requested, and its outcome awaited. So the try obeys the gate, the breaker and the cluster's
 * limits, costs one call of the ten a minute, and proves the whole path and not only the host. It
 * has a deadline, so nothing of it stays behind, and a station of its own that nobody airs.
 */
final class SpokenCheck implements Check {
  /** The station that the doctor's announcements are for. */
  static final String STATION = "raido-doctor";

  /** Time for calls ahead of it in the minute's budget. */
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** Its outcome is there a moment after its deadline at the latest. */
  static final Duration PATIENCE = DEADLINE.plusSeconds(10);

  /** Numbers, so that no two are the same: the audio store would answer the second. */
  private static final DateTimeFormatter SPOKEN_TIME =
      DateTimeFormatter.ofPattern("H m s", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Cluster cluster;
  private final Clock clock;

  SpokenCheck(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "a try";
  }

  @Override
  public List<Finding> look() {
    if (!cluster.log().gate().isOpen() || cluster.log().rules().isEmpty()) {
      return List.of(new Finding.Skipped("not made: the gate is closed"));
    }
    TopicAdmin.requireTopics(
        cluster.kafka(), Set.of(TopicCatalogue.REQUESTS, TopicCatalogue.OUTCOMES));
    AnnouncementRequest request = request(clock.instant());
    long begun = System.nanoTime();
    try (TopicScan scan = cluster.scan()) {
      Map<TopicPartition, Long> from = scan.ends(scan.partitions(List.of(TopicCatalogue.OUTCOMES)));
      cluster.append(RaidoRecords.request(request, "/doctor", null));
      byte[] key = request.passKey().toString().getBytes(UTF_8);
      Scanned outcome =
          scan.await(from, PATIENCE, record -> java.util.Arrays.equals(record.key(), key));
      return List.of(
          judge(
              request.id(),
              outcome == null ? Optional.empty() : RaidoRecords.readOutcome(outcome.value()),
              Duration.ofNanos(System.nanoTime() - begun)));
    }
  }

  private static AnnouncementRequest request(Instant now) {
    return new AnnouncementRequest(
        AnnouncementRequest.SCHEMA_VERSION,
        "doctor-" + UUID.randomUUID(),
        STATION,
        AnnouncementKind.CUSTOM,
        null,
        "One, two, three. It is " + SPOKEN_TIME.format(now) + ".",
        null,
        null,
        now.plus(DEADLINE),
        now,
        0);
  }

  static Finding judge(String id, Optional<Outcome> outcome, Duration took) {
    if (outcome.isEmpty()) {
      return new Finding.Wrong(
          "an announcement has no outcome after %d s".formatted(took.toSeconds()),
          "raido explain " + id);
    }
    Audio audio = outcome.get().audio();
    if (outcome.get().outcome() == OutcomeKind.SPOKEN && audio != null) {
      return new Finding.Good(
          String.format(
              Locale.ROOT,
              "an announcement was spoken: %.1f s of audio after %.1f s",
              TimeUnit.MILLISECONDS.convert(audio.duration()) / 1e3,
              took.toMillis() / 1e3));
    }
    return new Finding.Wrong(
        "an announcement was not spoken: %s, %s"
            .formatted(outcome.get().outcome(), outcome.get().reason()),
        "raido explain " + id);
  }
}
