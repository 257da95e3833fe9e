package fm.raido.producer.intake;

import fm.raido.producer.guard.Admission;
import fm.raido.producer.guard.Claim;
import fm.raido.producer.guard.StormGuard;
import fm.raido.producer.publish.PublishResult;
import fm.raido.producer.publish.RequestPublisher;
import fm.raido.schemas.announcement.AnnouncementRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The one way into {@code raido.requests}, whatever the door: read, guard, publish, answer. Safe
 * for use by any thread; a call waits for the brokers.
 */
public final class Intake {
  private final IntakeReader reader;
  private final StormGuard guard;
  private final RequestPublisher publisher;
  private final IntakeTally tally;
  private final Clock clock;

  /**
   * An intake.
   *
   * @param stations the stations there are; empty: any
   */
  public Intake(
      Set<String> stations,
      StormGuard guard,
      RequestPublisher publisher,
      IntakeTally tally,
      Clock clock) {
    this.reader = new IntakeReader(stations, guard::knows);
    this.guard = guard;
    this.publisher = publisher;
    this.tally = tally;
    this.clock = clock;
  }

  /**
   * Reads a raw announcement without taking it.
   *
   * @param key an idempotency key, or null
   */
  public IntakeReading read(JsonNode raw, @Nullable String key) {
    return reader.read(raw, key, clock.instant());
  }

  /** Takes one; see {@link #take(List, String, Duration)}. */
  public TakeResult take(
      AnnouncementRequest request, @Nullable String traceparent, Duration within) {
    return take(List.of(request), traceparent, within).getFirst();
  }

  /**
   * Takes announcements that were read here. All are sent before any is waited for.
   *
   * @param traceparent W3C trace context to carry on, or null
   * @param within how long to wait for the brokers at most, but for the client's own search for one
   * @return what became of each, in the same order
   */
  public List<TakeResult> take(
      List<AnnouncementRequest> requests, @Nullable String traceparent, Duration within) {
    long start = System.nanoTime();
    List<Pending> pending = new ArrayList<>();
    PublishResult.@Nullable NotTaken brokersAway = null;
    for (AnnouncementRequest request : requests) {
      Pending next = offer(request, traceparent, brokersAway);
      pending.add(next);
      // Each search for a broker that is not there takes seconds: one for all is enough.
      if (next
              instanceof
              OnItsWay(AnnouncementRequest _, CompletableFuture<PublishResult> result, boolean _)
          && result.getNow(null) instanceof PublishResult.NotTaken notTaken) {
        brokersAway = notTaken;
      }
    }
    List<TakeResult> results = new ArrayList<>();
    for (Pending one : pending) {
      long left = within.toNanos() - (System.nanoTime() - start);
      TakeResult result = one.await(Math.max(0, left));
      count(result, one.request());
      results.add(result);
    }
    return results;
  }

  private Pending offer(
      AnnouncementRequest request,
      @Nullable String traceparent,
      PublishResult.@Nullable NotTaken brokersAway) {
    String id = request.id();
    return switch (guard.admit(request, clock.instant())) {
      case Admission.Duplicate() -> new Decided(request, new TakeResult.Duplicate(id));
      case Admission.InFlight(var result) -> new OnItsWay(request, result, false);
      case Admission.CoolingDown(var until) ->
          new Decided(request, new TakeResult.CoolingDown(id, until));
      case Admission.IdTaken(var station) ->
          new Decided(request, new TakeResult.IdTaken(id, station));
      case Admission.Admitted(Claim claim) -> {
        CompletableFuture<PublishResult> publication =
            brokersAway != null
                ? CompletableFuture.completedFuture(brokersAway)
                : publisher.publish(request, traceparent);
        // Settled whenever the brokers answer, even when nobody waits any more.
        var _ =
            publication.whenComplete((result, failure) ->
                guard.settle(
                    claim,
                    failure == null ? result : new PublishResult.Unknown(failure.toString()),
                    clock.instant()));
        yield new OnItsWay(request, claim.result(), true);
      }
    };
  }

  private void count(TakeResult result, AnnouncementRequest request) {
    switch (result) {
      case TakeResult.Accepted _ -> tally.taken(request.kind());
      case TakeResult.Duplicate _ -> tally.duplicate();
      case TakeResult.CoolingDown _ -> tally.refused(IntakeTally.Reason.COOLING_DOWN);
      case TakeResult.IdTaken _ -> tally.refused(IntakeTally.Reason.ID_TAKEN);
      case TakeResult.NotTaken _ -> tally.refused(IntakeTally.Reason.NOT_TAKEN);
      case TakeResult.Unknown _ -> tally.refused(IntakeTally.Reason.UNKNOWN);
    }
  }

  /** An announcement between its admission and its answer. */
  private sealed interface Pending {
    AnnouncementRequest request();

    TakeResult await(long nanos);
  }

  private record Decided(AnnouncementRequest request, TakeResult result) implements Pending {
    @Override
    public TakeResult await(long nanos) {
      return result;
    }
  }

  /**
   * Somebody's publication of this id.
   *
   * @param own whether this call made it; a repeat that came while it was under way is a duplicate
   */
  private record OnItsWay(
      AnnouncementRequest request, CompletableFuture<PublishResult> result, boolean own)
      implements Pending {
    @Override
    public TakeResult await(long nanos) {
      String id = request.id();
      return switch (resultWithin(nanos)) {
        case PublishResult.Published() ->
            own ? new TakeResult.Accepted(id) : new TakeResult.Duplicate(id);
        case PublishResult.NotTaken(var reason) -> new TakeResult.NotTaken(id, reason);
        case PublishResult.Unknown(var reason) -> new TakeResult.Unknown(id, reason);
      };
    }

    private PublishResult resultWithin(long nanos) {
      try {
        return result.get(nanos, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return new PublishResult.Unknown("the brokers have not answered in time");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new PublishResult.Unknown("interrupted while waiting for the brokers");
      } catch (ExecutionException e) {
        return new PublishResult.Unknown(e.toString());
      }
    }
  }
}
