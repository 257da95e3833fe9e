package fm.raido.controlroom.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fm.raido.controlroom.Topics;
import fm.raido.controlroom.room.Cause;
import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.room.Timeline;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class RoomModelTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Uuid TOPIC = new Uuid(1, 1);
  private static final Uuid ANOTHER = new Uuid(2, 2);

  @Test
  void aTimelineThatIsAskedForWhileTheLogIsReadLosesNothingOfIt() {
    RoomModel model = modelAt(NOON);
    tell(model, NOON.minusSeconds(7_200), Topics.settings());
    assertThat(model.timeline(24).gate()).isEmpty();
    tell(model, NOON.minusSeconds(7_100), Topics.beat(PressureLevel.NORMAL, "cpu use 20 %"));
    tell(model, NOON.minusSeconds(6_900), Topics.beat(PressureLevel.NORMAL, "cpu use 20 %"));
    model.protectionRead();
    assertThat(model.timeline(24).gate())
        .extracting(Timeline.Span::what, Timeline.Span::from, Timeline.Span::until)
        .containsExactly(
            tuple("HOST_SILENT", NOON.minusSeconds(7_085), NOON.minusSeconds(6_900)),
            tuple("HOST_SILENT", NOON.minusSeconds(6_885), null));
  }

  @Test
  void aLogThatIsNotReadAnyMoreBlamesNoHost() {
    RoomModel model = modelAt(NOON.plusSeconds(60));
    tell(model, NOON, Topics.settings());
    tell(model, NOON, Topics.beat(PressureLevel.NORMAL, "cpu use 20 %"));
    model.protectionRead();
    model.topicsRead();
    assertThat(causes(model.room())).contains(Cause.Kind.HOST_SILENT);

    model.unread(Map.of("raido.protection", Duration.ofSeconds(58)));
    Room room = model.room();
    assertThat(room.kafkaSilentSince()).isEqualTo(NOON.plusSeconds(2));
    assertThat(room.unread()).containsExactly("raido.protection");
    assertThat(causes(room)).doesNotContain(Cause.Kind.HOST_SILENT);
    assertThat(room.hosts()).noneMatch(host -> host.silent());
    assertThat(room.sentence()).startsWith("raido.protection has not been read since 12:00");
    assertThat(model.timeline(1).gate()).as("it is no history either").isEmpty();

    model.unread(Map.of());
    assertThat(model.room().kafkaSilentSince()).isNull();
    assertThat(causes(model.room())).contains(Cause.Kind.HOST_SILENT);
  }

  @Test
  void aHostIsSilentAllTheSameWhereOnlyAnotherTopicIsNotRead() {
    RoomModel model = modelAt(NOON.plusSeconds(60));
    tell(model, NOON, Topics.settings());
    tell(model, NOON, Topics.beat(PressureLevel.NORMAL, "cpu use 20 %"));
    model.unread(Map.of("raido.requests-dlt", Duration.ofSeconds(58)));
    assertThat(causes(model.room())).contains(Cause.Kind.HOST_SILENT);
  }

  @Test
  void whereNothingIsReadItIsKafkaThatIsSilent() {
    RoomModel model = modelAt(NOON);
    model.unread(
        RoomWatch.TOPICS.stream()
            .collect(Collectors.toMap(topic -> topic, _ -> Duration.ofSeconds(4))));
    assertThat(model.room().unread()).isEmpty();
    assertThat(model.room().kafkaSilentSince()).isEqualTo(NOON.minusSeconds(4));
  }

  @Test
  void requestsOfATopicThatWasMadeAnewAreDropped() {
    RoomModel model = modelAt(NOON);
    model.group(view(TOPIC, 3));
    for (int offset = 0; offset < 3; offset++) {
      model.request(0, offset, NOON, null);
    }
    model.group(view(TOPIC, 3));
    assertThat(model.requestsAreOutdated()).isFalse();
    // As many as before: only the topic's id tells.
    model.group(view(ANOTHER, 3));
    assertThat(model.requestsAreOutdated()).isTrue();
    assertThat(model.readingAnew(0, 3).next()).isZero();
    assertThat(model.requestsAreOutdated()).isFalse();
    assertThat(model.room().backlog().waiting()).isEqualTo(3);
  }

  @Test
  void partitionsThatAreGoneDoNotWait() {
    RoomModel model = modelAt(NOON);
    model.group(view(TOPIC, 3));
    model.request(0, 0, NOON, null);
    model.group(new GroupView(ANOTHER, Set.of(), Map.of()));
    assertThat(model.room().backlog().waiting()).isZero();
    assertThat(model.requestsAreOutdated()).isFalse();
  }

  @Test
  void noTimeThatAWorkerTellsIsTooLongToBePainted() {
    RoomModel model = modelAt(NOON);
    tell(model, NOON, Topics.settings());
    tell(model, NOON, new ProtectionRecord.CallAsked("c", "song", 0, "w1"));
    tell(model, NOON, ended("c", CallResult.BROKEN, Duration.ofSeconds(Long.MAX_VALUE)));
    assertThat(model.room().breaker().calls())
        .singleElement()
        .satisfies(call -> assertThat(call.tookMillis()).isEqualTo(Long.MAX_VALUE));
  }

  @Test
  void aForeignLetterThatHasLeftStaysAwayWhereItsMarkIsReadFirst() {
    RoomModel model = modelAt(NOON);
    model.letterMarked("_raido.requests-dlt-1-5/0");
    model.letter("_raido.requests-dlt-1-5/0", Optional.of("FOREIGN"), NOON);
    model.lettersRead();
    assertThat(model.room().letters().total()).isZero();
  }

  private static Set<Cause.Kind> causes(Room room) {
    return room.causes().stream().map(Cause::cause).collect(Collectors.toSet());
  }

  private static GroupView view(Uuid topic, long end) {
    return new GroupView(
        topic, Set.of(), Map.of(0, new GroupView.Partition(null, null, null, 0, end)));
  }

  private static ProtectionRecord ended(String call, CallResult result, Duration took) {
    return new ProtectionRecord.CallEnded(call, "w1", result, took, null);
  }

  private static void tell(RoomModel model, Instant at, ProtectionRecord record) {
    model.protection(Optional.of(record), at);
  }

  private static RoomModel modelAt(Instant now) {
    return new RoomModel(
        Duration.ofSeconds(10), true, ZoneOffset.UTC, Clock.fixed(now, ZoneOffset.UTC));
  }
}
