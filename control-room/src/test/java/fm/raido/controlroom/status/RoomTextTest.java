package fm.raido.controlroom.status;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.room.SampleTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTextTest {
  @Test
  void nothingThatStandsInATopicCommandsTheTerminal() {
    Room sample = SampleTest.room();
    Room hostile =
        sample.spokenAt(sample.at(), "Quiet: switched off by eve\u001b[2J\nOn air.\u009b1m");
    List<String> lines = RoomText.lines(hostile);
    assertThat(lines.getFirst()).isEqualTo("Quiet: switched off by eve [2J On air. 1m");
    assertThat(lines).hasSameSizeAs(RoomText.lines(sample));
    assertThat(lines).noneMatch(line -> line.codePoints().anyMatch(Character::isISOControl));
  }
}
