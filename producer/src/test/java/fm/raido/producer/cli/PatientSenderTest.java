package fm.raido.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PatientSenderTest {
  private static final DoorAnswer BUSY = new DoorAnswer.Later(Duration.ofSeconds(25), "busy");
  private static final DoorAnswer TAKEN = new DoorAnswer.Taken("a", false);

  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void comesBackWhenItIsTold() throws InterruptedException {
    assertThat(send(BUSY, BUSY, TAKEN)).isEqualTo(TAKEN);
    assertThat(pauses).containsExactly(Duration.ofSeconds(25), Duration.ofSeconds(25));
  }

  @Test
  void givesUpWhenItsPatienceEnds() throws InterruptedException {
    assertThat(send(BUSY, BUSY, BUSY, TAKEN)).isEqualTo(BUSY);
    assertThat(pauses).hasSize(2);
  }

  @Test
  void doesNotRepeatWhatIsRefused() throws InterruptedException {
    DoorAnswer refused = new DoorAnswer.Refused("no");
    assertThat(send(refused, TAKEN)).isEqualTo(refused);
    assertThat(pauses).isEmpty();
  }

  @Test
  void anOutcomeIsAwaitedNoLongerThanAllowed() throws InterruptedException {
    OutcomeWait wait =
        new OutcomeWait(new ScriptedDoor(List.of()), pauses::add, Duration.ofSeconds(1));

    assertThat(wait.await(new SentEntry(3, "a", "accepted", "")).status()).isEqualTo("waiting");
    assertThat(pauses).hasSize(4);
    assertThat(wait.await(new SentEntry(4, "b", "accepted", "")).status()).isEqualTo("waiting");
    assertThat(pauses).as("the time is for all together").hasSize(4);
  }

  private DoorAnswer send(DoorAnswer... answers) throws InterruptedException {
    return new PatientSender(
            new ScriptedDoor(new ArrayList<>(List.of(answers))),
            pauses::add,
            Duration.ofSeconds(60))
        .send(Json.MAPPER.createObjectNode(), null);
  }

  private record ScriptedDoor(List<DoorAnswer> answers) implements Door {
    @Override
    public DoorAnswer send(ObjectNode intake, @Nullable String key) {
      return answers.removeFirst();
    }

    @Override
    public Optional<JsonNode> find(String id) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
