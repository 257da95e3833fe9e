package fm.raido.controlroom.explain;

import fm.raido.controlroom.status.StatusText;
import fm.raido.protection.fold.Lease;
import fm.raido.protection.fold.Verdict;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.protection.GateCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a request stands now, from its last pass. */
final class StandingWords {
  private final RequestHistory history;
  private final int pass;

  private StandingWords(RequestHistory history) {
    this.history = history;
    this.pass = history.events().stream().mapToInt(Event::pass).max().orElse(0);
  }

  static Narrative.Now of(RequestHistory history) {
    return new StandingWords(history).now();
  }

  private Narrative.Now now() {
    Optional<Event.Settled> outcome = ofPass(Event.Settled.class).reduce((first, second) -> second);
    if (ofPass(Event.Buried.class).findAny().isPresent()
        && ofPass(Event.Withdrawn.class).findAny().isEmpty()) {
      return new Narrative.Now(
          "dead-lettered",
          List.of(
              "it is a dead letter that waits for somebody's decision: `raido dead-letters show "
                  + history.id()
                  + "`"));
    }
    if (outcome.isPresent()) {
      boolean buried = outcome.get().outcome().outcome() == OutcomeKind.DEAD_LETTERED;
      return new Narrative.Now(
          "settled",
          List.of(
              buried
                  ? "it has its outcome and its dead letter is no longer outstanding: nothing of it waits"
                  : "it has its outcome: nothing of it waits"));
    }
    return standing()
        .map(this::open)
        .orElseGet(() ->
            new Narrative.Now(
                "unknown", List.of("the request of this pass is no longer kept (30 days)")));
  }

  /** Of the pass's first record: the others are duplicates. */
  private Optional<Event> standing() {
    return history.events().stream()
        .filter(event -> event.pass() == pass)
        .filter(event -> event instanceof Event.Requested || event instanceof Event.Unreadable)
        .findFirst();
  }

  private Narrative.Now open(Event event) {
    Standing standing =
        switch (event) {
          case Event.Requested requested -> requested.standing();
          case Event.Unreadable unreadable -> unreadable.standing();
          default -> throw new IllegalArgumentException("no standing: " + event);
        };
    return switch (standing) {
      case Standing.Done() ->
          new Narrative.Now(
              "unknown",
              List.of(
                  "it is settled, but its outcome is not in the topics: outcomes are kept for 7 days"));
      case Standing.Waiting(long before) -> waits(event, before, List.of());
      case Standing.Untouched(long before) ->
          waits(
              event,
              before,
              List.of("no worker has read its partition yet: `raido doctor` says why"));
    };
  }

  private Narrative.Now waits(Event event, long before, List<String> more) {
    List<String> words = new ArrayList<>();
    words.add(
        "it waits for %s at place %,d of %s-%d"
            .formatted(
                StatusText.span(Duration.between(event.at(), history.now())),
                before + 1,
                event.place().topic(),
                event.place().partition()));
    words.addAll(more);
    if (event instanceof Event.Requested requested) {
      Instant airBy = requested.request().airBy();
      if (airBy != null) {
        words.add(deadline(airBy));
      }
      words.add(expected());
      history
          .closedWorkers()
          .forEach(word ->
              words.add(
                  "worker %s says of itself: %s"
                      .formatted(
                          word.said().worker(),
                          word.said().causes().stream()
                              .sorted()
                              .map(StandingWords::words)
                              .collect(Collectors.joining(", ")))));
    }
    return new Narrative.Now("waiting", List.copyOf(words));
  }

  private String deadline(Instant airBy) {
    return airBy.isAfter(history.now())
        ? "its deadline is in " + StatusText.span(Duration.between(history.now(), airBy))
        : "its deadline has passed: it will expire as soon as a worker sees it";
  }

  private String expected() {
    Optional<Lease> onItsWay =
        ofPass(Event.Asked.class)
            .map(Event.Asked::verdict)
            .filter(Verdict.Granted.class::isInstance)
            .map(verdict -> ((Verdict.Granted) verdict).lease())
            .filter(lease -> lease.expiresAt().isAfter(history.now()))
            .filter(lease ->
                history.events().stream()
                    .noneMatch(event -> Narrative.isEndOf(event, lease.callId())))
            .findFirst();
    if (onItsWay.isPresent()) {
      return "worker %s has been calling the speech host for it for %s"
          .formatted(
              onItsWay.get().worker(),
              StatusText.span(Duration.between(onItsWay.get().grantedAt(), history.now())));
    }
    return switch (history.expected()) {
      case Verdict.Granted _ -> "a call for it would be granted now";
      case Verdict.Refused refused ->
          "no call for it would be granted now: " + EventWords.refused(refused);
    };
  }

  private static String words(GateCause cause) {
    return cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private <E extends Event> java.util.stream.Stream<E> ofPass(Class<E> type) {
    return history.events().stream()
        .filter(event -> event.pass() == pass)
        .filter(type::isInstance)
        .map(type::cast);
  }
}
