package fm.raido.station.show;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a run came to; with {@code --json} these are the fields of the one object that is printed.
 *
 * @param requests with an outcome, or waiting
 * @param seconds from the station's start to its summary
 * @param files the audio, in the order of the outcomes
 */
public record Summary(
    int requests,
    int spoken,
    int fallback,
    int expired,
    int deadLettered,
    int waiting,
    double seconds,
    List<String> files) {

  public static Summary of(Tally.Counts counts, int waiting, Duration took, List<Path> files) {
    int open = Math.max(waiting, counts.waiting());
    return new Summary(
        counts.requests() - counts.waiting() + open,
        counts.spoken(),
        counts.fallback(),
        counts.expired(),
        counts.deadLettered(),
        open,
        Math.round(took.toMillis() / 100.0) / 10.0,
        files.stream().map(Path::toString).toList());
  }

  /** The last line of a run. */
  public String line() {
    return "%d request%s: %d spoken, %d fallback, %d expired, %d dead-lettered (%d waiting)"
        .formatted(
            requests, requests == 1 ? "" : "s", spoken, fallback, expired, deadLettered, waiting);
  }
}
