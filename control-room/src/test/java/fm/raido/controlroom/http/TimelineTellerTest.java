package fm.raido.controlroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.room.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTellerTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:30Z");

  private final List<String> asked = new ArrayList<>();
  private int spoken = 1;
  private final TimelineTeller teller =
      new TimelineTeller(
          hours -> {
            asked.add(hours + " h");
            return timeline(Instant.parse("2026-11-23T02:01:00Z"));
          },
          since -> {
            asked.add(since.toString());
            return timeline(since);
          });

  private Timeline timeline(Instant from) {
    return new Timeline(
        from,
        NOW,
        NOW,
        List.of(spoken),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private Optional<Integer> told(boolean loaded, int turn) {
    return teller.next(loaded, turn * TimelineTeller.APART_NANOS).map(it -> it.spoken().getFirst());
  }

  @Test
  void whatIsNotReadYetIsNotToldAsNothing() {
    assertThat(told(false, 0)).isEmpty();
    assertThat(told(false, 5)).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(told(true, 5)).as("all of it, as soon as it is read").contains(1);
    assertThat(asked).containsExactly("24 h");
  }

  @Test
  void afterwardsTheLastMinutesAreToldWhereTheyHaveChanged() {
    told(true, 0);
    assertThat(teller.next(true, 1)).as("not at once again").isEmpty();
    assertThat(told(true, 1)).isPresent();
    assertThat(told(true, 2)).as("the same").isEmpty();
    spoken = 2;
    assertThat(told(true, 3)).contains(2);
    assertThat(asked)
        .containsExactly(
            "24 h", "2026-11-24T02:00:00Z", "2026-11-24T02:00:00Z", "2026-11-24T02:00:00Z");
  }

  @Test
  void aLogThatIsReadAnewIsToldAsAWholeAgain() {
    told(true, 0);
    assertThat(told(false, 1)).isEmpty();
    assertThat(told(true, 1)).isPresent();
    assertThat(asked).containsExactly("24 h", "24 h");
  }
}
