package fm.raido.producer.guard;

import fm.raido.producer.publish.PublishResult;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** What {@link StormGuard} says to a request. */
public sealed interface Admission {

  /** It may be published; the claim must be settled. */
  record Admitted(Claim claim) implements Admission {}

  /** It is in Kafka already. */
  record Duplicate() implements Admission {}

  /** The same id is on its way to Kafka at this moment; its result is this one's too. */
  record InFlight(CompletableFuture<PublishResult> result) implements Admission {}

  /** The same track was announced lately. */
  record CoolingDown(Instant until) implements Admission {}

  /** The id belongs to another station's announcement. */
  record IdTaken(String station) implements Admission {}
}
