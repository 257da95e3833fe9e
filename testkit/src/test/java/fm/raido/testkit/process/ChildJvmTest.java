package fm.raido.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are POSIX's")
@Timeout(60)
class ChildJvmTest {
  private static final int SIGKILLED = 128 + 9;
  private static final int SIGTERMED = 128 + 15;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path dir;

  @Test
  void aChildHasWhatItIsGivenAndEachItsOwnOutput() throws InterruptedException {
    ChildJvmBuilder builder =
        patient()
            .arguments(List.of("one", "two"))
            .environment(Map.of("TOLD_TOO", "by environment"))
            .options(List.of("-XX:+UseSerialGC", "-Dtold=by-property"));
    try (ChildJvm first = builder.start();
        ChildJvm second = builder.start()) {
      awaitOutput(first, "one,two by-property by environment");
      awaitOutput(second, "one,two by-property by environment");
      assertThat(first.outputFile()).isEqualTo(dir.resolve("patient-1.log"));
      assertThat(second.outputFile()).isEqualTo(dir.resolve("patient-2.log"));

      first.kill();
      assertThat(first.isAlive()).isFalse();
      assertThat(first.awaitEnd(Duration.ZERO)).isEqualTo(SIGKILLED);
      assertThatThrownBy(first::requireAlive)
          .isInstanceOf(ChildJvmFailed.class)
          .hasMessageContaining("patient ended with 137")
          .hasMessageContaining("one,two");

      second.requireAlive();
      second.terminate();
      assertThat(second.awaitEnd(PATIENCE)).isEqualTo(SIGTERMED);
    }
  }

  @Test
  void aSuspendedChildHearsNothingUntilItIsResumed() throws InterruptedException {
    try (ChildJvm child = patient().start()) {
      awaitOutput(child, "null null");
      child.suspend();
      child.terminate();
      assertThatThrownBy(() -> child.awaitEnd(Duration.ofMillis(300)))
          .isInstanceOf(ChildJvmFailed.class)
          .hasMessageContaining("did not end within PT0.3S");
      assertThat(child.isAlive()).isTrue();
      child.resume();
      assertThat(child.awaitEnd(PATIENCE)).isEqualTo(SIGTERMED);
    }
  }

  @Test
  void aSuspendedChildIsKilledAtOnceWhenItIsClosed() throws InterruptedException {
    ChildJvm child = patient().stopTime(Duration.ofMinutes(5)).start();
    awaitOutput(child, "null null");
    child.suspend();
    child.close();
    assertThat(child.awaitEnd(Duration.ZERO)).isEqualTo(SIGKILLED);
    child.close();
  }

  @Test
  void aTerminatedParentTakesItsChildrenWithIt() throws InterruptedException {
    try (ChildJvm parent =
        ChildJvm.of("parent", ParentProgram.class.getName())
            .directory(dir)
            .arguments(List.of(dir.toString()))
            .options(List.of("-XX:+UseSerialGC"))
            .start()) {
      awaitOutput(parent, ".");
      long grandchild =
          Long.parseLong(parent.output().replaceAll("(?s).*grandchild (\\d+)\\..*", "$1"));
      parent.terminate();
      assertThat(parent.awaitEnd(PATIENCE)).isEqualTo(SIGTERMED);
      awaitTrue(
          "the grandchild is gone",
          () -> ProcessHandle.of(grandchild).map(handle -> !handle.isAlive()).orElse(true));
    }
  }

  @Test
  void aKilledParentTakesItsChildrenWithIt() throws InterruptedException {
    try (ChildJvm parent =
        ChildJvm.of("parent", ParentProgram.class.getName())
            .directory(dir)
            .arguments(List.of(dir.toString()))
            .options(List.of("-XX:+UseSerialGC"))
            .start()) {
      awaitOutput(parent, ".");
      long grandchild =
          Long.parseLong(parent.output().replaceAll("(?s).*grandchild (\\d+)\\..*", "$1"));
      parent.kill();
      assertThat(parent.awaitEnd(PATIENCE)).isEqualTo(SIGKILLED);
      awaitTrue(
          "the grandchild is gone",
          () -> ProcessHandle.of(grandchild).map(handle -> !handle.isAlive()).orElse(true));
    }
  }

  private ChildJvmBuilder patient() {
    return ChildJvm.of("patient", PatientProgram.class.getName())
        .directory(dir)
        .options(List.of("-XX:+UseSerialGC"));
  }

  private static void awaitOutput(ChildJvm child, String words) {
    awaitTrue(words, () -> child.output().contains(words));
  }

  private static void awaitTrue(String what, java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).describedAs(what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
