package fm.raido.station.board;

import fm.raido.controlroom.status.StatusPicture;
import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.worker.Worker;
import fm.raido.worker.admission.LogClock;
import fm.raido.worker.admission.ProtectionLogTail;
import fm.raido.worker.admission.Stopwatch;
import fm.raido.worker.loop.LogEntry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folded protection log for those who look on; safe for any thread. */
public final class ProtectionView implements ProtectionLogTail.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProtectionView.class);

  private final ProtectionFold fold = new ProtectionFold();
  private final LogClock clock = new LogClock(Stopwatch.system());
  private final ProtectionLogTail tail;

  public ProtectionView(KafkaConnection kafka) {
    tail = new ProtectionLogTail(Worker.connection(kafka), "raido-station", this);
    tail.start();
  }

  /** The picture now. */
  public synchronized StatusPicture picture() {
    return StatusPicture.of(fold, clock.now());
  }

  /** The breaker now. */
  public synchronized Breaker breaker() {
    return fold.breaker(clock.now());
  }

  @Override
  public synchronized void read(List<LogEntry> entries, Runnable workedOff) {
    entries.forEach(entry -> fold.apply(entry.record(), entry.appendedAt()));
    clock.read(fold.time());
    workedOff.run();
  }

  @Override
  public void caughtUp() {
    LOG.debug("the protection log is folded");
  }

  @Override
  public void broken(String why) {
    LOG.error("the board cannot follow the protection log: {}", why);
  }

  @Override
  public void close() {
    tail.close();
  }
}
