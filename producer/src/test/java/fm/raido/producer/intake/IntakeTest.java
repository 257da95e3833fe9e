package fm.raido.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.producer.guard.StormGuard;
import fm.raido.producer.history.AnnouncementMemory;
import fm.raido.producer.publish.PublishResult;
import fm.raido.producer.publish.RequestPublisher;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Track;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final Instant NOW = Instant.parse("2026-11-01T20:00:00Z");
  private static final Duration AT_ONCE = Duration.ofMillis(20);

  private final Script publisher = new Script();
  private final Counts counts = new Counts();
  private final Intake intake =
      new Intake(
          Set.of(),
          new StormGuard(Duration.ofMinutes(5), AnnouncementMemory.ofOneDay()),
          publisher,
          counts,
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void whatTheBrokersHaveIsAcceptedAndItsRepeatIsADuplicate() {
    publisher.answers(new PublishResult.Published());

    assertThat(take("a")).isEqualTo(new TakeResult.Accepted("a"));
    assertThat(take("a")).isEqualTo(new TakeResult.Duplicate("a"));
    assertThat(publisher.sent).containsExactly("a");
    assertThat(counts.taken).isEqualTo(1);
    assertThat(counts.duplicates).isEqualTo(1);
  }

  @Test
  void aFailedPublicationLeavesNeitherIdNorCooldownBehind() {
    publisher.answers(
        new PublishResult.NotTaken("gone"),
        new PublishResult.Unknown("silent"),
        new PublishResult.Published());

    assertThat(take("a")).isEqualTo(new TakeResult.NotTaken("a", "gone"));
    assertThat(take("b")).isEqualTo(new TakeResult.Unknown("b", "silent"));
    assertThat(take("a")).isEqualTo(new TakeResult.Accepted("a"));
    assertThat(take("b"))
        .isEqualTo(new TakeResult.CoolingDown("b", NOW.plus(Duration.ofMinutes(5))));
  }

  @Test
  void anAnswerThatComesLateStillCounts() {
    CompletableFuture<PublishResult> late = new CompletableFuture<>();
    publisher.answers.add(late);

    assertThat(take("a")).isInstanceOf(TakeResult.Unknown.class);
    late.complete(new PublishResult.Published());

    assertThat(take("a")).isEqualTo(new TakeResult.Duplicate("a"));
    assertThat(publisher.sent).containsExactly("a");
  }

  @Test
  void aRepeatWhileItIsUnderWaySharesTheResult() {
    CompletableFuture<PublishResult> late = new CompletableFuture<>();
    publisher.answers.add(late);
    assertThat(take("a")).isInstanceOf(TakeResult.Unknown.class);
    assertThat(take("a")).isInstanceOf(TakeResult.Unknown.class);

    late.complete(new PublishResult.NotTaken("gone"));
    publisher.answers(new PublishResult.Published());

    assertThat(take("a")).isEqualTo(new TakeResult.Accepted("a"));
    assertThat(publisher.sent).containsExactly("a", "a");
  }

  @Test
  void oneSearchForBrokersIsEnoughForABatch() {
    publisher.answers(new PublishResult.NotTaken("no metadata"));

    List<TakeResult> results =
        intake.take(
            List.of(request("a", "1"), request("b", "2"), request("c", "3")), null, AT_ONCE);

    assertThat(results).allMatch(TakeResult.NotTaken.class::isInstance);
    assertThat(publisher.sent).containsExactly("a");
    assertThat(counts.refused).containsEntry(IntakeTally.Reason.NOT_TAKEN, 3);
  }

  @Test
  void aBatchIsAnsweredInItsOrderWhateverFailed() {
    publisher.answers(
        new PublishResult.Published(),
        new PublishResult.Unknown("silent"),
        new PublishResult.Published());

    assertThat(
            intake.take(
                List.of(request("a", "1"), request("b", "2"), request("c", "3")), null, AT_ONCE))
        .containsExactly(
            new TakeResult.Accepted("a"),
            new TakeResult.Unknown("b", "silent"),
            new TakeResult.Accepted("c"));
  }

  private TakeResult take(String id) {
    return intake.take(request(id, "Teardrop"), null, AT_ONCE);
  }

  private static AnnouncementRequest request(String id, String title) {
    return new AnnouncementRequest(
        1,
        id,
        "main",
        AnnouncementKind.INTRO,
        new Track(title, "Massive Attack", null, null),
        null,
        null,
        null,
        null,
        NOW,
        0);
  }

  /** Answers as it is told, in order. */
  private static final class Script implements RequestPublisher {
    private final Deque<CompletableFuture<PublishResult>> answers = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();

    void answers(PublishResult... results) {
      for (PublishResult result : results) {
        answers.add(CompletableFuture.completedFuture(result));
      }
    }

    @Override
    public CompletableFuture<PublishResult> publish(
        AnnouncementRequest request, @Nullable String traceparent) {
      sent.add(request.id());
      return answers.remove();
    }
  }

  private static final class Counts implements IntakeTally {
    private int taken;
    private int duplicates;
    private final Map<Reason, Integer> refused = new EnumMap<>(Reason.class);

    @Override
    public void taken(AnnouncementKind kind) {
      taken++;
    }

    @Override
    public void duplicate() {
      duplicates++;
    }

    @Override
    public void refused(Reason reason) {
      refused.merge(reason, 1, Integer::sum);
    }
  }
}
