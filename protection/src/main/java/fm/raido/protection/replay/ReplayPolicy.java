package fm.raido.protection.replay;

import fm.raido.protection.replay.ReplayVerdict.GoesAsBytes;
import fm.raido.protection.replay.ReplayVerdict.GoesAsRequest;
import fm.raido.protection.replay.ReplayVerdict.Stays;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Violation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which letter may go back, and as what. The first rule that speaks against it is told.
 *
 * <pre>
 * no origin                                  => stays
 * origin topic not on the list               => stays
 * over the cap, not forced                   => stays
 * origin is not the request topic            => goes as the bytes it holds; there is nothing to correct
 * no request in it that can be read          => stays (as bytes it would come back, as poison, for ever)
 * its deadline has passed                    => stays
 * a correction makes it no request           => stays
 * otherwise                                  => goes as a request, in its next pass
 * </pre>
 */
public final class ReplayPolicy {
  private ReplayPolicy() {}

  /** The answer at that time. */
  public static ReplayVerdict judge(Candidate letter, ReplayRules rules, Instant now) {
    String origin = letter.originTopic();
    if (origin == null) {
      return new Stays(
          Hindrance.NO_ORIGIN,
          "it does not say from which topic it came; look at it, then `raido dead-letters discard`");
    }
    boolean isOurs = origin.equals(rules.requestTopic());
    if (!isOurs && !rules.otherTopics().contains(origin)) {
      return new Stays(
          Hindrance.ORIGIN_NOT_ALLOWED,
          "it came from "
              + origin
              + ", to which nothing is replayed: name that topic in REPLAY_TOPICS to allow it");
    }
    if (letter.replays() >= rules.cap() && !rules.force()) {
      return new Stays(
          Hindrance.OVER_CAP,
          "it was replayed "
              + times(letter.replays())
              + " and REPLAY_CAP is "
              + rules.cap()
              + ": --force replays it all the same");
    }
    return isOurs ? request(letter, rules, now) : bytes(letter, rules, origin);
  }

  private static ReplayVerdict bytes(Candidate letter, ReplayRules rules, String origin) {
    return rules.corrections().isEmpty()
        ? new GoesAsBytes(origin, letter.replays() + 1)
        : new Stays(
            Hindrance.CORRECTION_REFUSED,
            "it goes back to " + origin + " as it is: only requests can be corrected");
  }

  private static ReplayVerdict request(Candidate letter, ReplayRules rules, Instant now) {
    AnnouncementRequest request = letter.request();
    if (request == null) {
      return new Stays(
          Hindrance.UNREADABLE, "no worker could read it again: " + letter.unreadable());
    }
    Instant airBy = request.airBy();
    if (airBy != null && !now.isBefore(airBy)) {
      return new Stays(Hindrance.DEADLINE_PASSED, "its deadline " + airBy + " has passed");
    }
    AnnouncementRequest next = rules.corrections().appliedTo(request).inPass(letter.replays() + 1);
    List<Violation> wrong = Corrections.violationsOf(next);
    return wrong.isEmpty()
        ? new GoesAsRequest(next)
        : new Stays(
            Hindrance.CORRECTION_REFUSED,
            "it would be no request: "
                + wrong.stream().map(Violation::toString).collect(Collectors.joining("; ")));
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  /**
   * Whether a record fits into its topic.
   *
   * @param bytes its size with all that Kafka adds, at most
   * @param limit the topic's {@code max.message.bytes}
   */
  public static java.util.Optional<Stays> tooLarge(String topic, int bytes, int limit) {
    return bytes <= limit
        ? java.util.Optional.empty()
        : java.util.Optional.of(
            new Stays(
                Hindrance.TOO_LARGE,
                "its record would have "
                    + bytes
                    + " bytes and "
                    + topic
                    + " takes at most "
                    + limit));
  }
}
