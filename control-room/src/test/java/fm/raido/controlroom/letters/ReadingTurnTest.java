package fm.raido.controlroom.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReadingTurnTest {
  private final ReadingTurn turn = new ReadingTurn(Duration.ZERO);

  @Test
  void oneReadsAtATime() {
    Optional<Optional<String>> outer =
        turn.soon(() -> CompletableFuture.supplyAsync(() -> turn.soon(() -> "second")).join());
    assertThat(outer).contains(Optional.empty());
    assertThat(turn.soon(() -> "next")).contains("next");
  }

  @Test
  void aRunReadsInTurn() {
    turn.inTurn(() ->
        assertThat(CompletableFuture.supplyAsync(() -> turn.soon(() -> "page")).join()).isEmpty());
    assertThat(turn.soon(() -> "page")).contains("page");
  }

  @Test
  void whatFailsGivesItsTurnBack() {
    assertThatThrownBy(() ->
            turn.soon(() -> {
              throw new IllegalStateException("broken");
            }))
        .hasMessage("broken");
    assertThat(turn.soon(() -> "next")).contains("next");
  }
}
