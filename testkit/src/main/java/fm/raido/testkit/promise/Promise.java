package fm.raido.testkit.promise;

import java.util.Optional;

/** One of the promises; stateless. All of them are in {@link Promises}. */
public interface Promise {
  Law law();

  /** How that grant alone breaks it; empty where it does not. */
  default Optional<String> brokenBy(Grant grant) {
    return Optional.empty();
  }

  /** Judges all that was seen when everything had come to rest. */
  Verdict judge(Observed seen);
}
