package fm.raido.producer.guard;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.producer.history.AnnouncementMemory;
import fm.raido.producer.publish.PublishResult;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Track;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StormGuardTest {
  private static final Instant T0 = Instant.parse("2026-11-01T20:00:00Z");
  private static final Duration COOLDOWN = Duration.ofMinutes(5);

  private final AnnouncementMemory memory = AnnouncementMemory.ofOneDay();
  private final StormGuard guard = new StormGuard(COOLDOWN, memory);

  @Test
  void aTrackIsQuietUntilItsCooldownEndsAndNoLonger() {
    publish(request("a", "main", AnnouncementKind.INTRO, "Low"), T0);

    assertThat(
            guard.admit(request("b", "main", AnnouncementKind.INTRO, " LOW"), T0.plusSeconds(299)))
        .isEqualTo(new Admission.CoolingDown(T0.plus(COOLDOWN)));
    assertThat(guard.admit(request("b", "main", AnnouncementKind.INTRO, "Low"), T0.plus(COOLDOWN)))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void anotherStationKindOrArtistIsAnotherTrack() {
    publish(request("a", "main", AnnouncementKind.INTRO, "Low"), T0);

    assertThat(guard.admit(request("b", "night", AnnouncementKind.INTRO, "Low"), T0))
        .isInstanceOf(Admission.Admitted.class);
    assertThat(guard.admit(request("c", "main", AnnouncementKind.OUTRO, "Low"), T0))
        .isInstanceOf(Admission.Admitted.class);
    assertThat(guard.admit(request("d", "main", AnnouncementKind.INTRO, "High"), T0))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void kindsAboutNoTrackNeverCoolDown() {
    publish(request("a", "main", AnnouncementKind.PROMO, "Low"), T0);

    assertThat(guard.admit(request("b", "main", AnnouncementKind.PROMO, "Low"), T0))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void aTrackUnderWayIsQuietForOthersUntilItFails() {
    Claim claim = admitted(request("a", "main", AnnouncementKind.INTRO, "Low"), T0);
    AnnouncementRequest other = request("b", "main", AnnouncementKind.INTRO, "Low");
    assertThat(guard.admit(other, T0)).isInstanceOf(Admission.CoolingDown.class);

    guard.settle(claim, new PublishResult.NotTaken("gone"), T0);

    assertThat(guard.admit(other, T0)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void anIdOfAnotherStationIsTaken() {
    publish(request("a", "main", AnnouncementKind.PROMO, "Low"), T0);

    assertThat(guard.admit(request("a", "night", AnnouncementKind.PROMO, "Low"), T0))
        .isEqualTo(new Admission.IdTaken("main"));
  }

  @Test
  void whatIsReadBackFromKafkaCountsAsIfPublishedHere() {
    guard.seen(request("a", "main", AnnouncementKind.INTRO, "Low"), T0, T0.plusSeconds(60));

    assertThat(guard.admit(request("a", "main", AnnouncementKind.INTRO, "Low"), T0.plusSeconds(60)))
        .isEqualTo(new Admission.Duplicate());
    assertThat(guard.admit(request("b", "main", AnnouncementKind.INTRO, "Low"), T0.plusSeconds(60)))
        .isEqualTo(new Admission.CoolingDown(T0.plus(COOLDOWN)));
  }

  @Test
  void aReplayStartsNoCooldown() {
    guard.seen(request("a", "main", AnnouncementKind.INTRO, "Low").inPass(1), T0, T0);

    assertThat(guard.admit(request("b", "main", AnnouncementKind.INTRO, "Low"), T0))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void aCooldownOfZeroIsNone() {
    StormGuard open = new StormGuard(Duration.ZERO, memory);
    open.seen(request("a", "main", AnnouncementKind.INTRO, "Low"), T0, T0);

    assertThat(open.admit(request("b", "main", AnnouncementKind.INTRO, "Low"), T0))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void cooldownsAreBoundedAndTheOldestGoFirst() {
    Cooldowns cooldowns = new Cooldowns(2);
    for (String artist : new String[] {"a", "b", "c"}) {
      cooldowns.start(key(artist), T0.plusSeconds(60), T0);
    }

    assertThat(cooldowns.size()).isEqualTo(2);
    assertThat(cooldowns.until(key("a"), T0)).isEmpty();
    assertThat(cooldowns.until(key("c"), T0)).contains(T0.plusSeconds(60));
    cooldowns.start(key("d"), T0.plusSeconds(120), T0.plusSeconds(60));
    assertThat(cooldowns.size()).isEqualTo(1);
  }

  private void publish(AnnouncementRequest request, Instant at) {
    guard.settle(admitted(request, at), new PublishResult.Published(), at);
  }

  private Claim admitted(AnnouncementRequest request, Instant at) {
    return guard.admit(request, at) instanceof Admission.Admitted(Claim claim)
        ? claim
        : failure(request);
  }

  private static Claim failure(AnnouncementRequest request) {
    throw new AssertionError("not admitted: " + request);
  }

  private static TrackKey key(String artist) {
    return new TrackKey("main", AnnouncementKind.INTRO, artist, "t");
  }

  private static AnnouncementRequest request(
      String id, String station, AnnouncementKind kind, String artist) {
    return new AnnouncementRequest(
        1, id, station, kind, new Track("Song", artist, null, null), "x", null, null, null, T0, 0);
  }
}
