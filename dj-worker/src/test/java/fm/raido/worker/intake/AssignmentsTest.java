package fm.raido.worker.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.worker.intake.Flow.Pause;
import fm.raido.worker.loop.Fetched;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@SuppressWarnings("removal") // The metadata's constructor, which only a consumer should call.
class AssignmentsTest {
  private final Flow flow = new Flow();
  private final List<String> told = new ArrayList<>();
  private final List<String> stills = new ArrayList<>();
  private int generation = 1;
  private final Assignments assignments = new Assignments(flow, new Listening(), new Timing());
  private final Consumer<?, ?> consumer = consumer();

  private final class Listening implements IntakeEvents {
    @Override
    public void assigned(int partition, long incarnation) {
      assertThat(assignments.view().owns(partition, incarnation)).isTrue();
      told.add("assigned " + partition + "/" + incarnation);
    }

    @Override
    public void revoked(int partition, long incarnation, Runnable flushed) {
      ConsumerGroupMetadata group = assignments.view().group();
      told.add(
          "revoked "
              + partition
              + "/"
              + incarnation
              + " in generation "
              + (group == null ? -1 : group.generationId()));
      flushed.run();
    }

    @Override
    public void left(int partition, long incarnation) {
      assertThat(assignments.view().owns(partition, incarnation)).isFalse();
      told.add("left " + partition + "/" + incarnation);
    }

    @Override
    public void fetched(List<Fetched> records) {}

    @Override
    public void passed(int partition, long incarnation, long next) {}
  }

  private final class Timing implements Assignments.Standstill {
    @Override
    public void arriving(int partition, Duration time) {
      stills.add(partition + " arrives");
    }

    @Override
    public void staying(Collection<Integer> partitions, Duration time) {
      stills.add(partitions + " stay");
    }
  }

  private Consumer<?, ?> consumer() {
    return (Consumer<?, ?>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Consumer.class},
            (proxy, method, args) ->
                method.getName().equals("groupMetadata")
                    ? new ConsumerGroupMetadata("g", generation, "m", Optional.empty())
                    : null);
  }

  private static List<TopicPartition> partitions(Integer... numbers) {
    return Arrays.stream(numbers).map(p -> new TopicPartition(TopicCatalogue.REQUESTS, p)).toList();
  }

  @Test
  void flushesWithTheEpochOfTheRevocation() {
    assignments.onPartitionsAssigned(consumer, partitions(0, 1));
    generation = 2;
    assignments.onPartitionsRevokedBeforeCommit(consumer, partitions(1));
    assertThat(told)
        .containsExactly("assigned 0/1", "assigned 1/2", "revoked 1/2 in generation 2", "left 1/2");
    assertThat(assignments.view().incarnations()).isEqualTo(Map.of(0, 1L));
    assertThat(requireNonNull(assignments.view().group()).generationId()).isEqualTo(2);
  }

  @Test
  void tellsHowLongPartitionsWereNotFetchedBecauseOfTheGroup() {
    assignments.onPartitionsAssigned(consumer, partitions(0));
    assignments.recovered(0, 1, 0);
    assertThat(assignments.seeks()).hasSize(1);
    assignments.onPartitionsAssigned(consumer, partitions(1));
    assignments.onPartitionsAssigned(consumer, partitions());
    assignments.onPartitionsRevokedBeforeCommit(consumer, partitions(1));
    assignments.onPartitionsRevokedBeforeCommit(consumer, partitions(0));
    assertThat(stills).containsExactly("0 arrives", "[0] stay", "[0] stay");
    assertThat(assignments.view()).isEqualTo(Ownership.NONE);
  }

  @Test
  void ownsNothingAndIsInNoGroupWhenTheLastPartitionHasLeft() {
    assignments.onPartitionsAssigned(consumer, partitions(0));
    assignments.onPartitionsRevokedBeforeCommit(consumer, partitions(0));
    assertThat(assignments.view()).isEqualTo(Ownership.NONE);
  }

  @Test
  void givesAPartitionThatComesBackANewIncarnation() {
    assignments.onPartitionsAssigned(consumer, partitions(0));
    assignments.recovered(0, 1, 40);
    assignments.onPartitionsLost(consumer, partitions(0));
    // The container tells lost partitions as revoked too.
    assignments.onPartitionsRevokedBeforeCommit(consumer, partitions(0));
    assignments.onPartitionsAssigned(consumer, partitions(0));
    assertThat(assignments.seeks()).as("the old recovery").isEmpty();
    assignments.recovered(0, 1, 40);
    assertThat(assignments.seeks()).as("a late recovery").isEmpty();
    assertThat(flow.pause(0, true)).isEqualTo(Pause.RECOVERING);
    assignments.recovered(0, 2, 50);
    assertThat(assignments.seeks()).isEqualTo(Map.of(0, 50L));
    assertThat(assignments.seeks()).as("once").isEmpty();
    assertThat(flow.pause(0, true)).isEqualTo(Pause.NONE);
    assertThat(told.stream().filter(t -> t.startsWith("left"))).containsExactly("left 0/1");
  }

  @Test
  void pausesFullWindowsAndTakesNoAccountOfAnAssignmentThatIsOver() {
    assignments.onPartitionsAssigned(consumer, partitions(0, 1));
    assignments.recovered(0, 1, 0);
    assignments.recovered(1, 2, 0);
    assertThat(assignments.seeks()).hasSize(2);
    flow.gateClosed(false);
    flow.handedOn(0, 1, 7_500, 1_000);
    assertThat(flow.pause(0, false)).isEqualTo(Pause.NONE);
    flow.handedOn(0, 1, 1, 1_000);
    assertThat(flow.pause(0, true)).isEqualTo(Pause.WINDOW_FULL);
    assertThat(flow.pause(1, false)).isEqualTo(Pause.NONE);
    flow.released(0, 99, 8_000, 8_000);
    assertThat(flow.pause(0, true)).isEqualTo(Pause.WINDOW_FULL);
    flow.released(0, 1, 500, 500);
    assertThat(flow.pause(0, false)).isEqualTo(Pause.NONE);

    flow.handedOn(1, 2, 1, 7L << 20);
    assertThat(flow.pause(1, false)).isEqualTo(Pause.NONE);
    flow.handedOn(1, 2, 1, 1);
    assertThat(flow.pause(1, false)).isEqualTo(Pause.WINDOW_FULL);
    flow.handedOn(0, 1, 1, 24L << 20);
    assertThat(flow.pause(0, false)).as("the worker's bound").isEqualTo(Pause.WINDOW_FULL);
    assignments.onPartitionsRevokedBeforeCommit(consumer, partitions(0));
    assignments.onPartitionsAssigned(consumer, partitions(0));
    assignments.recovered(0, 3, 0);
    assertThat(assignments.seeks()).hasSize(1);
    assertThat(flow.pause(0, false)).as("what left counts no more").isEqualTo(Pause.NONE);

    flow.gateClosed(true);
    assertThat(flow.pause(0, false)).isEqualTo(Pause.GATE_CLOSED);
    assertThat(flow.pause(0, true)).as("a glance").isEqualTo(Pause.NONE);
    assertThat(flow.pause(1, true)).as("a glance at a full one").isEqualTo(Pause.WINDOW_FULL);
  }
}
