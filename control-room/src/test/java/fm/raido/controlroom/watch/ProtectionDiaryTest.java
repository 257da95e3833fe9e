package fm.raido.controlroom.watch;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.Topics;
import fm.raido.controlroom.room.ProtectionSwitch.What;
import fm.raido.controlroom.room.ProtectionSwitch.Word;
import fm.raido.controlroom.room.Timeline.Span;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProtectionDiaryTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final ProtectionDiary diary = new ProtectionDiary();

  @Test
  void writesDownWhenTheBreakerWasOpenAndHalfOpen() {
    apply(0, Topics.settings());
    for (int i = 0; i < 5; i++) {
      apply(i, new ProtectionRecord.CallAsked("c" + i, "song-" + i, 0, "w1"));
      apply(
          i,
          new ProtectionRecord.CallEnded(
              "c" + i, "w1", CallResult.BROKEN, Duration.ofMillis(10), null));
    }
    diary.passTo(NOON.plusSeconds(400));
    apply(410, new ProtectionRecord.ProbeAsked("p", "w1", false));
    apply(
        411,
        new ProtectionRecord.CallEnded("p", "w1", CallResult.SPOKEN, Duration.ofMillis(10), null));
    assertThat(diary.breaker().after(NOON))
        .extracting(Span::what, Span::from, Span::until)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "OPEN", NOON.plusSeconds(4), diary.breaker().after(NOON).getFirst().until()),
            org.assertj.core.groups.Tuple.tuple(
                "HALF_OPEN", NOON.plusSeconds(304), NOON.plusSeconds(411)));
    Instant opened = diary.breaker().after(NOON).getFirst().until();
    assertThat(opened).isBetween(NOON.plusSeconds(304), NOON.plusSeconds(304).plusMillis(1));
    assertThat(diary.granted().between(NOON, NOON)).containsExactly(5);
    assertThat(diary.failed().between(NOON, NOON)).containsExactly(5);
    assertThat(diary.granted().between(NOON.plusSeconds(360), NOON.plusSeconds(360)))
        .containsExactly(1);
  }

  @Test
  void writesDownASilenceThatNoRecordTells() {
    apply(0, Topics.settings());
    apply(1, Topics.beat(PressureLevel.NORMAL, "cpu use 20 %"));
    diary.passTo(NOON.plusSeconds(60));
    assertThat(diary.gate().after(NOON))
        .singleElement()
        .satisfies(span -> {
          assertThat(span.what()).isEqualTo("HOST_SILENT");
          assertThat(span.from()).isEqualTo(NOON.plusSeconds(16));
          assertThat(span.until()).isNull();
        });
    assertThat(diary.pressure().after(NOON)).extracting(Span::what).containsExactly("SILENT");
    apply(70, Topics.beat(PressureLevel.NORMAL, "cpu use 20 %"));
    assertThat(diary.gate().after(NOON))
        .extracting(Span::until)
        .containsExactly(NOON.plusSeconds(70));
  }

  @Test
  void remembersWhatOperatorsSaid() {
    apply(0, new ProtectionRecord.SwitchSet(true, "host moves", "sven", Duration.ofMinutes(10)));
    apply(5, new ProtectionRecord.SwitchSet(false, "moved", "sven", null));
    apply(9, new ProtectionRecord.HostForgotten("old", "mia"));
    assertThat(diary.words())
        .containsExactly(
            new Word(NOON.plusSeconds(9), "mia", What.FORGET_HOST, "old", null),
            new Word(NOON.plusSeconds(5), "sven", What.OFF, "moved", null),
            new Word(NOON, "sven", What.ON, "host moves", NOON.plusSeconds(600)));
    assertThat(diary.gate().after(NOON))
        .containsExactly(new Span("OPERATOR", null, NOON, NOON.plusSeconds(5), "sven: host moves"));
  }

  private void apply(long seconds, ProtectionRecord record) {
    diary.apply(Optional.of(record), NOON.plusSeconds(seconds), NOON.minusSeconds(1));
  }
}
