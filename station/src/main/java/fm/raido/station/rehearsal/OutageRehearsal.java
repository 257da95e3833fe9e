package fm.raido.station.rehearsal;

import fm.raido.producer.file.ShowEntry;
import fm.raido.protection.fold.Breaker;
import fm.raido.station.StationFailed;
import fm.raido.station.board.Board;
import fm.raido.station.board.ProtectionView;
import fm.raido.station.show.ShowFeed;
import fm.raido.station.show.Tally;
import fm.raido.station.voice.BuiltInVoiceServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Plays an outage on the real path: a third of the show is spoken, then the voice's port is closed,
 * the rest of the show comes in, the breaker opens, and while it is open the voice comes back, for
 * the one probe to find it.
 */
public final class OutageRehearsal {
  /** Longest wait for any one act; far over what the short timings of a rehearsal need. */
  private static final Duration ACT = Duration.ofSeconds(60);

  /** So long the voice stays away once the breaker is open. */
  private static final Duration AWAY = Duration.ofSeconds(4);

  private final BuiltInVoiceServer voice;
  private final ShowFeed feed;
  private final Tally tally;
  private final ProtectionView view;
  private final Board board;

  public OutageRehearsal(
      BuiltInVoiceServer voice, ShowFeed feed, Tally tally, ProtectionView view, Board board) {
    this.voice = voice;
    this.feed = feed;
    this.tally = tally;
    this.view = view;
    this.board = board;
  }

  /** Plays it; returns when the voice is back and the whole show was fed. */
  public void play(List<ShowEntry.Announcement> show) throws InterruptedException {
    int third = Math.max(1, show.size() / 3);
    board.say("REHEARSAL  1/5  the first " + third + " announcements, with the voice up");
    feed.feed(show.subList(0, third));
    await("the first announcements", () -> tally.counts().waiting() == 0);
    board.say(
        "REHEARSAL  2/5  the voice goes down: its port is closed, and the rest of the show comes in");
    voice.down();
    feed.feed(show.subList(third, show.size()));
    await("the breaker to open", () -> view.breaker() instanceof Breaker.Open);
    board.say(
        "REHEARSAL  3/5  the breaker is open: partitions are paused, what can wait waits in Kafka, templates step in before deadlines");
    pause(AWAY);
    up();
    board.say("REHEARSAL  4/5  the voice is back, and nobody knows yet: one probe will find out");
    await("the breaker to close", () -> view.breaker() instanceof Breaker.Closed);
    board.say(
        "REHEARSAL  5/5  the probe was spoken: the breaker is closed, the rate rises in steps");
  }

  private void up() {
    try {
      voice.up();
    } catch (IOException e) {
      throw new StationFailed("the voice could not come back: " + e.getMessage());
    }
  }

  private static void await(String what, BooleanSupplier there) throws InterruptedException {
    long end = System.nanoTime() + ACT.toNanos();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new StationFailed("the rehearsal waited " + ACT.toSeconds() + " s for " + what);
      }
      pause(Duration.ofMillis(100));
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(Math.min(TimeUnit.MILLISECONDS.toNanos(100), end - System.nanoTime()));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
