package fm.raido.station.show;

import fm.raido.producer.file.ShowEntry;
import fm.raido.producer.file.ShowFile;
import fm.raido.producer.intake.Intake;
import fm.raido.producer.intake.IntakeReading;
import fm.raido.producer.intake.TakeResult;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Violation;
import fm.raido.station.StationFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Feeds a show into the intake, line by line; times that count from now count from the line's own
 * turn.
 */
public final class ShowFeed {
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final Intake intake;
  private final Tally tally;
  private final Consumer<String> refused;

  /**
   * @param refused told, in words, of each line that the intake does not take
   */
  public ShowFeed(Intake intake, Tally tally, Consumer<String> refused) {
    this.intake = intake;
    this.tally = tally;
    this.refused = refused;
  }

  /**
   * Reads and checks a show.
   *
   * @throws ShowFaulty if a line is faulty; nothing of the show is fed then
   * @throws IOException with a message for people, if the file cannot be read
   */
  public static List<ShowEntry.Announcement> read(Path file, String station, Clock clock)
      throws IOException, ShowFaulty {
    ShowFile show = ShowFile.read(file, station, clock.instant());
    if (!show.faults().isEmpty()) {
      throw new ShowFaulty(
          show.faults().stream()
              .map(fault -> file + " line " + fault.line() + ": " + words(fault.violations()))
              .toList());
    }
    if (show.announcements().isEmpty()) {
      throw new ShowFaulty(List.of(file + ": there is no announcement in it"));
    }
    return show.announcements();
  }

  /** A show that was not fed, because lines of it are faulty. */
  public static final class ShowFaulty extends Exception {
    private static final long serialVersionUID = 1L;

    ShowFaulty(List<String> faults) {
      super(String.join(System.lineSeparator(), faults));
    }
  }

  /** Feeds entries in order. */
  public void feed(List<ShowEntry.Announcement> entries) {
    for (ShowEntry.Announcement entry : entries) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      switch (intake.read(entry.intake(), null)) {
        case IntakeReading.Invalid invalid ->
            refused.accept("line " + entry.line() + ": " + words(invalid.violations()));
        case IntakeReading.Valid valid -> take(entry.line(), valid.request());
      }
    }
  }

  private void take(int line, AnnouncementRequest request) {
    tally.offered(request);
    switch (intake.take(request, null, WITHIN)) {
      case TakeResult.Accepted _ -> tally.taken(request);
      case TakeResult.Duplicate _ ->
          refused.accept("line " + line + ": a duplicate of an announcement that was taken before");
      case TakeResult.CoolingDown cooling ->
          refused.accept(
              "line "
                  + line
                  + ": the same track was announced lately; again after "
                  + cooling.until());
      case TakeResult.IdTaken taken ->
          refused.accept("line " + line + ": the id is one of station " + taken.station());
      case TakeResult.NotTaken notTaken ->
          throw new StationFailed("the broker does not take announcements: " + notTaken.reason());
      case TakeResult.Unknown unknown ->
          throw new StationFailed("the broker does not answer: " + unknown.reason());
    }
  }

  private static String words(List<Violation> violations) {
    return violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
  }
}
