package fm.raido.controlroom.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.audio.AudioFiles;
import fm.raido.controlroom.feed.RoomFeed;
import fm.raido.controlroom.watch.RoomModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What handlers answer that need no broker. */
@Timeout(10)
class HandlersTest {
  @TempDir Path dir;

  @Test
  void aLookAtTheHeadOfTheStreamTakesNoReadersPlace() throws Exception {
    RoomModel model =
        new RoomModel(Duration.ofSeconds(10), true, ZoneOffset.UTC, Clock.systemUTC());
    RoomFeed feed = new RoomFeed(model);
    MockHttpServletResponse response = new MockHttpServletResponse();
    assertThat(
            new RoomController(model, feed)
                .events(new MockHttpServletRequest("HEAD", "/api/events"), response))
        .isNull();
    assertThat(response.getContentType()).startsWith("text/event-stream");
    List<RoomFeed.Reader> readers = new ArrayList<>();
    for (Optional<RoomFeed.Reader> place = feed.read(); place.isPresent(); place = feed.read()) {
      readers.add(place.get());
    }
    assertThat(readers).hasSize(RoomFeed.READERS_MAX);
  }

  @Test
  void anAudioFileThatCannotBeReadIsNoEmptySound() throws Exception {
    // A directory of a name that no file system takes: whether a file is in it cannot be said,
    // whoever runs the test.
    Path store = dir.resolve("x".repeat(300));
    ResponseEntity<Object> answer =
        new AudioController(new AudioFiles(store))
            .audio(
                RunningRoom.SOUND,
                new MockHttpServletRequest("GET", "/api/audio/" + RunningRoom.SOUND),
                new MockHttpServletResponse());
    assertThat(requireNonNull(answer).getStatusCode().value()).isEqualTo(500);
    assertThat(String.valueOf(answer.getBody())).contains("cannot be read");
  }
}
