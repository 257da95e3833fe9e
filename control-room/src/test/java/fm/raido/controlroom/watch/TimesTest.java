package fm.raido.controlroom.watch;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.log.LogTime;
import fm.raido.controlroom.room.Timeline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void countsByTheMinuteAndForgetsAfterADay() {
    MinuteCounts counts = new MinuteCounts();
    counts.add(NOON);
    counts.add(NOON.plusSeconds(59));
    counts.add(NOON.plusSeconds(60));
    assertThat(counts.between(NOON.minusSeconds(60), NOON.plusSeconds(120)))
        .containsExactly(0, 2, 1, 0);
    counts.add(NOON.plus(Duration.ofDays(2)));
    counts.add(NOON);
    assertThat(counts.between(NOON.plus(Duration.ofDays(1)), NOON.plus(Duration.ofDays(2))))
        .hasSize(1_441)
        .endsWith(1);
  }

  @Test
  void aSpanBeginsAndEndsWithTheLooksThatSeeIt() {
    SpanTrack track = new SpanTrack();
    Span open = new Span("OPEN", null, NOON, null, "five");
    assertThat(track.look(NOON, List.of(open))).isTrue();
    assertThat(track.look(NOON.plusSeconds(1), List.of(open))).isFalse();
    assertThat(track.after(NOON)).containsExactly(open);
    assertThat(track.look(NOON.plusSeconds(2), List.of())).isTrue();
    assertThat(track.after(NOON))
        .containsExactly(new Span("OPEN", null, NOON, NOON.plusSeconds(2), "five"));
    assertThat(track.after(NOON.plusSeconds(2))).isEmpty();
  }

  @Test
  void logTimeIsTheBrokersWhereThisClockIsWrong() {
    LogTime time = new LogTime();
    assertThat(time.at(NOON)).isEqualTo(NOON);
    time.heard(NOON, NOON.plusMillis(3));
    assertThat(time.at(NOON)).isEqualTo(NOON);
    LogTime ahead = new LogTime();
    ahead.heard(NOON, NOON.plusSeconds(90));
    ahead.heard(NOON, NOON.plusSeconds(95));
    assertThat(ahead.at(NOON.plusSeconds(100))).isEqualTo(NOON.plusSeconds(10));
    LogTime behind = new LogTime();
    behind.heard(NOON, NOON.minusSeconds(30));
    assertThat(behind.at(NOON)).isEqualTo(NOON.plusSeconds(30));
  }

  @Test
  void lettersAreATable() {
    LetterCounts letters = new LetterCounts();
    letters.put("a/0", java.util.Optional.of("LOST"), NOON);
    letters.put("b/0", java.util.Optional.of("POISON"), NOON.plusSeconds(1));
    letters.put("c/0", java.util.Optional.of("POISON"), NOON.plusSeconds(2));
    letters.put("a/0", java.util.Optional.empty(), NOON.plusSeconds(3));
    letters.put("unknown/0", java.util.Optional.empty(), NOON.plusSeconds(3));
    assertThat(letters.groups())
        .isEqualTo(
            new fm.raido.controlroom.room.Letters(
                2,
                false,
                List.of(
                    new fm.raido.controlroom.room.Letters.Group(
                        "POISON", 2, NOON.plusSeconds(1), NOON.plusSeconds(2)))));
  }
}
