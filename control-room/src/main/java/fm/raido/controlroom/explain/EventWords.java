package fm.raido.controlroom.explain;

import fm.raido.protection.fold.Refusal;
import fm.raido.protection.fold.Verdict;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.Track;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What each event is called, and what it says to a person. */
final class EventWords {
  /** Longer texts are cut: the topics have them whole. */
  private static final int TEXT_SHOWN = 120;

  private EventWords() {}

  /** A word for programs. */
  static String what(Event event, RequestHistory history) {
    return switch (event) {
      case Event.Requested requested ->
          isRepeat(requested, history)
              ? "repeated"
              : requested.pass() > 0 ? "replayed" : "requested";
      case Event.Unreadable _ -> "unreadable";
      case Event.Asked asked -> asked.verdict() instanceof Verdict.Granted ? "granted" : "refused";
      case Event.Ended _ -> "ended";
      case Event.Freed _ -> "freed";
      case Event.Settled _ -> "settled";
      case Event.Buried _ -> "dead-lettered";
      case Event.Withdrawn withdrawn -> isReplayed(withdrawn, history) ? "moved" : "discarded";
    };
  }

  static String of(Event event, RequestHistory history) {
    return switch (event) {
      case Event.Requested requested -> requested(requested, history);
      case Event.Unreadable unreadable ->
          "%d bytes were appended that are no request: %s"
              .formatted(unreadable.bytes(), unreadable.why());
      case Event.Asked asked -> asked(asked, history);
      case Event.Ended ended -> ended(ended.end(), ended.skipped());
      case Event.Freed _ -> "the slot of the call that timed out is free again";
      case Event.Settled settled -> settled(settled.outcome(), settled.at());
      case Event.Buried(_, _, DeadLetter letter) ->
          "a dead letter was written: %s, %s".formatted(letter.reason(), letter.detail());
      case Event.Withdrawn withdrawn ->
          (isReplayed(withdrawn, history)
                  ? "the dead letter was moved back to the requests"
                  : "the dead letter was discarded")
              + by(withdrawn.who());
    };
  }

  private static String requested(Event.Requested requested, RequestHistory history) {
    if (isRepeat(requested, history)) {
      return "requested again%s in the same pass: a duplicate, which is skipped"
          .formatted(by(requested.source()));
    }
    String changed = requested.changed();
    return (requested.pass() > 0 ? "replayed as pass " + requested.pass() : "requested")
        + by(requested.source())
        + ": "
        + request(requested.request())
        + (changed == null ? "" : "; before its correction: " + cut(changed));
  }

  private static String request(AnnouncementRequest request) {
    Track track = request.track();
    String text = request.text();
    Instant airBy = request.airBy();
    return request.kind().wireName()
        + " for station "
        + request.station()
        + (track == null ? "" : ", " + track.artist() + " – " + track.title())
        + (text == null ? "" : ", \"" + cut(text) + "\"")
        + (airBy == null ? ", no deadline" : ", to be aired by " + airBy);
  }

  private static String asked(Event.Asked asked, RequestHistory history) {
    return switch (asked.verdict()) {
      case Verdict.Granted _ ->
          "worker %s asked for a call and it was granted: attempt %d, call %s"
              .formatted(asked.worker(), Narrative.attempt(asked, history), asked.callId());
      case Verdict.Refused refused ->
          "worker %s asked for a call and it was refused: %s"
              .formatted(asked.worker(), refused(refused));
    };
  }

  /** Why not, and when again. */
  static String refused(Verdict.Refused refused) {
    return "%s (%s)%s"
        .formatted(
            refusal(refused.refusal()),
            refused.detail(),
            refused.retryAt().map(at -> ", not before " + at).orElse(""));
  }

  private static String refusal(Refusal refusal) {
    return switch (refusal) {
      case NO_SETTINGS -> "no rules are in force";
      case GATE_CLOSED -> "the gate is closed";
      case LEASE_LIVE -> "a call for it is on its way";
      case ATTEMPTS_USED -> "its attempts are used";
      case CALL_REPEATED -> "the same ask was read before";
      case RATE_SPENT -> "the calls of this minute are spent";
      case SLOTS_TAKEN -> "all slots are taken";
      case BREAKER_HALF_OPEN -> "the breaker is half-open";
      case BREAKER_AT_LIMIT -> "one more failure could be one too many";
    };
  }

  private static String ended(CallEnded end, @Nullable String skipped) {
    Duration retryAfter = end.retryAfter();
    String words =
        end.result() == CallResult.UNUSED
            ? "the grant was given back unused"
            : "the call ended after %s: %s".formatted(seconds(end.took()), result(end.result()));
    return words
        + (retryAfter == null ? "" : ", the host asks to be left alone for " + seconds(retryAfter))
        + (skipped == null ? "" : "; told too late, it does not count (" + skipped + ")");
  }

  private static String result(CallResult result) {
    return switch (result) {
      case SPOKEN -> "spoken";
      case OVERLOADED -> "the host has too much to do";
      case BROKEN -> "the host failed (refused, reset, cut, an error, or audio that cannot be)";
      case TIMED_OUT -> "no answer in time; the call keeps its slot for now";
      case UNSPEAKABLE -> "the host refused this request";
      case UNUSED -> "not used";
    };
  }

  private static String settled(Outcome outcome, Instant appendedAt) {
    String reason = outcome.reason();
    String text = outcome.text();
    String voice = outcome.voice();
    Audio audio = outcome.audio();
    Instant airBy = outcome.airBy();
    StringBuilder words = new StringBuilder(outcome.outcome().name());
    if (reason != null) {
      words.append(", ").append(reason);
    }
    if (text != null) {
      words.append(": \"").append(cut(text)).append('"');
    }
    if (voice != null) {
      words.append(" in voice ").append(voice);
    }
    if (audio != null) {
      words.append(
          ", %s, %s, %s".formatted(source(audio), seconds(audio.duration()), audio.file()));
    }
    words.append(
        " (decided by worker %s, %d %s)"
            .formatted(
                outcome.worker(),
                outcome.attempts(),
                outcome.attempts() == 1 ? "attempt" : "attempts"));
    if (audio != null && airBy != null && !appendedAt.isBefore(airBy)) {
      words.append("; appended after its deadline, so it must not be aired");
    }
    return words.toString();
  }

  private static String source(Audio audio) {
    return switch (audio.source()) {
      case SPEECH -> "from the speech host";
      case STORE -> "from the audio store";
      case LOCAL_VOICE -> "from the worker's own voice";
      case CLIP -> "a recorded clip";
    };
  }

  private static boolean isRepeat(Event.Requested requested, RequestHistory history) {
    for (Event event : history.events()) {
      if (event.place().equals(requested.place())) {
        return false;
      }
      if (event instanceof Event.Requested && event.pass() == requested.pass()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReplayed(Event.Withdrawn withdrawn, RequestHistory history) {
    return history.events().stream()
        .anyMatch(
            event -> event instanceof Event.Requested && event.pass() == withdrawn.pass() + 1);
  }

  private static String by(@Nullable String source) {
    return source == null ? "" : " by " + source;
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= TEXT_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, TEXT_SHOWN)) + "…";
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", TimeUnit.MILLISECONDS.convert(duration) / 1e3);
  }
}
