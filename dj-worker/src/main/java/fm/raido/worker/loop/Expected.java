package fm.raido.worker.loop;

import fm.raido.protection.fold.Lease;
import fm.raido.protection.fold.Verdict;
import java.time.Instant;
import java.util.Optional;

/** A grant that is expected and not given: it stands for "nothing speaks against asking". */
final class Expected {
  static final Verdict GRANT =
      new Verdict.Granted(
          new Lease("", "", Optional.empty(), false, 0, Instant.EPOCH, Instant.EPOCH, false));

  private Expected() {}
}
