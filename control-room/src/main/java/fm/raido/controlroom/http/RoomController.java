package fm.raido.controlroom.http;

import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.access.Role;
import fm.raido.controlroom.feed.Frame;
import fm.raido.controlroom.feed.RoomFeed;
import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.room.Timeline;
import fm.raido.controlroom.watch.RoomModel;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.wire.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The picture, the timeline, and the events. */
@RestController
public class RoomController {
  /** A stream's end; the browser connects again, and shows its cookie again. */
  private static final long STREAM_NANOS = Duration.ofHours(1).toNanos();

  private static final Duration FULL_RETRY = Duration.ofSeconds(5);

  private final RoomModel model;
  private final RoomFeed feed;

  RoomController(RoomModel model, RoomFeed feed) {
    this.model = model;
    this.feed = feed;
  }

  @Needs(Role.LOOK)
  @GetMapping("/api/room")
  ResponseEntity<Room> room() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(model.room());
  }

  @Needs(Role.LOOK)
  @GetMapping("/api/timeline")
  ResponseEntity<Object> timeline(@RequestParam(required = false) @Nullable String hours) {
    int back = hours == null ? Timeline.HOURS_MAX : hours(hours);
    if (back == 0) {
      return Problem.faulty(
          List.of(
              new Violation(
                  "hours",
                  String.valueOf(hours),
                  "must be a whole number from 1 to " + Timeline.HOURS_MAX)));
    }
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(model.timeline(back));
  }

  private static int hours(String text) {
    int number = text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : 0;
    return number <= Timeline.HOURS_MAX ? number : 0;
  }

  /** Writes on the request's own thread, a virtual one, which waits as long as its reader does. */
  @Needs(Role.LOOK)
  @GetMapping("/api/events")
  @Nullable ResponseEntity<Object> events(HttpServletRequest http, HttpServletResponse response)
      throws IOException, InterruptedException {
    if (http.getMethod().equals("HEAD")) {
      // Nobody reads what would be written: it must not take a reader's place.
      head(response);
      return null;
    }
    Optional<RoomFeed.Reader> place = feed.read();
    if (place.isEmpty()) {
      return Problem.answer(
          Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "full",
              "as many pages look on as may: " + RoomFeed.READERS_MAX),
          FULL_RETRY);
    }
    try (RoomFeed.Reader reader = place.get()) {
      head(response);
      stream(reader, response.getOutputStream());
    }
    return null;
  }

  private static void head(HttpServletResponse response) {
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    // For proxies that would collect before they pass on.
    response.setHeader("X-Accel-Buffering", "no");
  }

  private void stream(RoomFeed.Reader reader, OutputStream stream)
      throws IOException, InterruptedException {
    EventWriter out = new EventWriter(stream);
    long begun = System.nanoTime();
    TimelineTeller timeline = new TimelineTeller(model::timeline, model::timelineFrom);
    Frame before = null;
    while (System.nanoTime() - begun < STREAM_NANOS) {
      Optional<Frame> next = reader.next(before);
      if (next.isEmpty()) {
        return;
      }
      Frame frame = next.get();
      if (before == null || frame.changes() > before.changes()) {
        out.event("room", frame.room());
      }
      Optional<Timeline> news = timeline.next(model.isLoaded(), System.nanoTime());
      if (news.isPresent()) {
        out.event("timeline", Json.MAPPER.writeValueAsString(news.get()));
      }
      if (before == null || frame.ticks() > before.ticks()) {
        out.event("tick", frame.tick());
      }
      out.flush();
      before = frame;
    }
  }
}
