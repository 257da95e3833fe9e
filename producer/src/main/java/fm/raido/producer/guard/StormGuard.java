package fm.raido.producer.guard;

import fm.raido.producer.history.AnnouncementMemory;
import fm.raido.producer.publish.PublishResult;
import fm.raido.schemas.announcement.AnnouncementRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps callers from flooding the pipeline: an id that is in Kafka is not published again, and a
 * track is announced once in a cool-down. Nothing is marked by a publication that failed or whose
 * fate is unknown: if the record did arrive, it is seen when the topic is read ({@link #seen}).
 * Safe for use by any thread.
 *
 * <pre>
 * id:  unknown --admit--> in flight --settle(published)--> known
 *                             |  settle(any other) => unknown
 * </pre>
 */
public final class StormGuard {
  /** Cool-downs held at once; at the default limit and cool-down there are at most 15,000. */
  private static final int COOLDOWNS_MAX = 200_000;

  private final Duration cooldown;
  private final AnnouncementMemory memory;
  private final Cooldowns cooldowns = new Cooldowns(COOLDOWNS_MAX);
  private final Map<String, Claim> inFlight = new HashMap<>();
  private final Map<TrackKey, Instant> tracksInFlight = new HashMap<>();

  /**
   * A guard.
   *
   * @param cooldown how long a track is quiet after it was announced; zero: no cool-down
   * @param memory which ids are in Kafka
   */
  public StormGuard(Duration cooldown, AnnouncementMemory memory) {
    this.cooldown = cooldown;
    this.memory = memory;
  }

  /** Whether an id is in Kafka, as far as is known here. */
  public boolean knows(String id) {
    return memory.find(id).isPresent();
  }

  /** Decides on a request. */
  public synchronized Admission admit(AnnouncementRequest request, Instant now) {
    Claim sameId = inFlight.get(request.id());
    if (sameId != null) {
      return sameId.request().station().equals(request.station())
          ? new Admission.InFlight(sameId.result())
          : new Admission.IdTaken(sameId.request().station());
    }
    Optional<AnnouncementMemory.Remembered> known = memory.find(request.id());
    if (known.isPresent()) {
      String station = known.get().station();
      return station == null || station.equals(request.station())
          ? new Admission.Duplicate()
          : new Admission.IdTaken(station);
    }
    TrackKey track = coolable(request);
    if (track != null) {
      Instant until = tracksInFlight.get(track);
      if (until == null) {
        until = cooldowns.until(track, now).orElse(null);
      }
      if (until != null) {
        return new Admission.CoolingDown(until);
      }
      tracksInFlight.put(track, now.plus(cooldown));
    }
    Claim claim = new Claim(request, new CompletableFuture<>());
    inFlight.put(request.id(), claim);
    return new Admission.Admitted(claim);
  }

  /** Ends a claim; called once, with what became of its publication. */
  public void settle(Claim claim, PublishResult result, Instant now) {
    synchronized (this) {
      AnnouncementRequest request = claim.request();
      inFlight.remove(request.id());
      TrackKey track = coolable(request);
      if (track != null) {
        tracksInFlight.remove(track);
      }
      if (result instanceof PublishResult.Published) {
        memory.requested(request.id(), request.station(), request.pass(), now);
        startCooldown(track, now, now);
      }
    }
    // Outside the lock: whoever waits goes on in this thread.
    claim.result().complete(result);
  }

  /**
   * A record of {@code raido.requests} was read, written by whomever.
   *
   * @param at when the broker appended it
   */
  public synchronized void seen(AnnouncementRequest request, Instant at, Instant now) {
    memory.requested(request.id(), request.station(), request.pass(), at);
    if (request.pass() == 0) {
      startCooldown(coolable(request), at, now);
    }
  }

  private void startCooldown(@Nullable TrackKey track, Instant from, Instant now) {
    if (track != null) {
      cooldowns.start(track, from.plus(cooldown), now);
    }
  }

  private @Nullable TrackKey coolable(AnnouncementRequest request) {
    return cooldown.isZero() ? null : TrackKey.of(request).orElse(null);
  }
}
