package fm.raido.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTest {
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line = Bench.commandLine();
    line.setErr(new PrintWriter(err));
    line.setOut(new PrintWriter(new StringWriter()));
    return line.execute(args);
  }

  @Test
  void anUnknownNameIsWrongUsageAndNothingIsRun() {
    assertThat(run("latencies")).isEqualTo(2);
    assertThat(err.toString())
        .contains("'latencies'")
        .contains("latency, stale, start, memory, letters, pressure, agent, night");
  }

  @Test
  void helpIsNoFailure() {
    assertThat(run("--help")).isZero();
  }

  @Test
  void aReportWithAMissedTargetOrAFailureIsNotMet() {
    Machine machine = new Machine("p", 2, 1, "s", "25", 0.1, 0);
    Report report = new Report(machine, false);
    report.add(Figure.alone("a", "s", List.of(1.0), new Target.AtMost(2)));
    assertThat(report.isMet()).isTrue();
    report.add(Figure.alone("b", "s", List.of(3.0), new Target.AtMost(2)));
    assertThat(report.isMet()).isFalse();
    Report failed = new Report(machine, false);
    failed.failed("c", "no outcome");
    assertThat(failed.isMet()).isFalse();
  }

  @Test
  void aBusyMachineIsWarnedAbout() {
    assertThat(new Machine("p", 2, 1, "s", "25", 0.4, 0.05).warning()).isEmpty();
    assertThat(new Machine("p", 2, 1, "s", "25", 1.5, 0.05).warning()).isPresent();
    assertThat(new Machine("p", 2, 1, "s", "25", 0.1, 0.5).warning()).isPresent();
  }
}
