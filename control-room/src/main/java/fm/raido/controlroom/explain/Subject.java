package fm.raido.controlroom.explain;

import fm.raido.schemas.announcement.RequestLimits;
import fm.raido.schemas.topic.TopicCatalogue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked about. */
sealed interface Subject {

  /** As it stands in outcomes and dead letters. */
  String id();

  /** A request that has an id of its own. */
  record Named(String id) implements Subject {}

  /** A record that could not be read and is known by its place alone. */
  record Placed(String id, Place place) implements Subject {}

  /** What an id must be, in words. */
  String RULE =
      "an id of letters, digits and ._:- (a pass behind a slash is left out), or, for a record that"
          + " could not be read, _"
          + TopicCatalogue.REQUESTS
          + "-PARTITION-OFFSET";

  /** Reads an id as it is told in logs and lists, {@code id} or {@code id/pass}; empty if none. */
  static Optional<Subject> parse(String text) {
    String id = text.replaceFirst("/\\d{1,9}$", "");
    if (RequestLimits.ID.matcher(id).matches()) {
      return Optional.of(new Named(id));
    }
    Matcher place = Placing.PATTERN.matcher(id);
    return place.matches()
        ? Optional.of(
            new Placed(
                id,
                new Place(
                    TopicCatalogue.REQUESTS,
                    Integer.parseInt(place.group(1)),
                    Long.parseLong(place.group(2)))))
        : Optional.empty();
  }

  /** The form of ids of records that could not be read. */
  final class Placing {
    private static final Pattern PATTERN =
        Pattern.compile("_" + Pattern.quote(TopicCatalogue.REQUESTS) + "-(\\d{1,9})-(\\d{1,18})");

    private Placing() {}
  }
}
