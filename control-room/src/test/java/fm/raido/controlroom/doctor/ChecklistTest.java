package fm.raido.controlroom.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.schemas.connection.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecklistTest {
  private static final Instant NOW = Instant.parse("2026-11-01T20:00:00Z");

  /** A check that does what it is told. */
  private record Told(String name, Callable<List<Finding>> does) implements Check {
    @Override
    public List<Finding> look() {
      try {
        return does.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void noCheckStopsAnotherAndAllAreToldInOrder() throws InterruptedException {
    Checklist list =
        new Checklist(
            List.of(
                new Told(
                    "hangs",
                    () -> {
                      new CountDownLatch(1).await();
                      return List.of();
                    }),
                new Told(
                    "fails",
                    () -> {
                      throw new IllegalStateException("no");
                    }),
                new Told(
                    "deaf",
                    () -> {
                      throw new CannotReachKafka(KafkaConnection.plain("a:1"), "no answer");
                    }),
                new Told("fine", () -> List.of(new Finding.Good("a"), new Finding.Good("b")))),
            Duration.ofSeconds(1),
            () -> "");
    assertThat(list.walk())
        .containsExactly(
            new Diagnosis.Item("hangs", "wrong", "no answer within 1 s", "raido status"),
            new Diagnosis.Item(
                "fails",
                "wrong",
                "the check itself failed: java.lang.IllegalStateException: no",
                "raido status"),
            new Diagnosis.Item("deaf", "skipped", "Kafka does not answer", null),
            new Diagnosis.Item("fine", "good", "a", null),
            new Diagnosis.Item("fine", "good", "b", null));
  }

  @Test
  void aLargeClusterIsNotWrongBecauseItsReadingTakesTime() throws InterruptedException {
    Checklist list =
        new Checklist(
            List.of(
                new Told(
                    "gate",
                    () -> {
                      new CountDownLatch(1).await();
                      return List.of();
                    })),
            Duration.ZERO,
            () -> "raido.protection: 43 % of 12,345,678 records");
    List<Diagnosis.Item> items = list.walk();
    assertThat(items)
        .containsExactly(
            new Diagnosis.Item(
                "gate",
                "warning",
                "not looked at: after 0 s the topics are still being read (raido.protection: 43 % of 12,345,678 records)",
                "raido status"));
    assertThat(Diagnosis.of(NOW, items).exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "good, skipped        | good  | 0 | nothing is wrong; no warnings",
        "good, warning        | good  | 0 | nothing is wrong; 1 warning",
        "warning, quiet       | quiet | 3 | nothing is wrong, but it is quiet; 1 warning",
        "quiet, wrong, wrong  | wrong | 1 | 2 wrong, no warnings",
      })
  void theWorstFindingDecides(String results, String verdict, int exitCode, String last) {
    Diagnosis diagnosis =
        Diagnosis.of(
            NOW,
            List.of(results.split(", ", -1)).stream()
                .map(result -> new Diagnosis.Item("x", result, "words", null))
                .toList());
    assertThat(diagnosis.verdict()).isEqualTo(verdict);
    assertThat(diagnosis.exitCode()).isEqualTo(exitCode);
    assertThat(diagnosis.lines().getLast()).isEqualTo(last);
  }

  @Test
  void whatIsToBeTypedStandsOnALineOfItsOwn() {
    assertThat(
            Diagnosis.of(
                    NOW,
                    List.of(
                        Diagnosis.Item.of(
                            "topics", new Finding.Wrong("one is missing", "raido topics apply"))))
                .lines())
        .containsExactly(
            "wrong    topics       one is missing",
            "                      next: raido topics apply",
            "1 wrong, no warnings");
  }
}
