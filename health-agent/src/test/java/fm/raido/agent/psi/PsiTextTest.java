package fm.raido.agent.psi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PsiTextTest {
  private static final String IO =
      """
      some avg10=0.00 avg60=0.01 avg300=0.00 total=3954776
      full avg10=0.00 avg60=0.01 avg300=0.00 total=3478023
      """;

  @ParameterizedTest
  @CsvSource({"some, 3954776", "full, 3478023"})
  void readsTheTotalOfALine(String line, long micros) {
    assertThat(total(IO, line)).isEqualTo(micros);
  }

  @Test
  void anOldKernelsCpuFileHasOneLineOnly() {
    String cpu = "some avg10=0.10 avg60=0.48 avg300=0.78 total=37018861\n";
    assertThat(total(cpu, "some")).isEqualTo(37_018_861);
    assertThat(total(cpu, "full")).isEqualTo(PsiText.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "full",
        "full ",
        "full avg10=0.00",
        "full total=",
        "full total=x",
        "full total=12 ",
        "full total=-1",
        "full total=1234567890123456789",
        "full subtotal=12",
        "fuller total=12",
        "full avg10=0.00 avg60=0.00 avg300=0.00\ntotal=12"
      })
  void whatIsMalformedHasNoTotal(String text) {
    assertThat(total(text, "full")).isEqualTo(PsiText.NONE);
  }

  @Test
  void textBehindTheLengthThatWasReadDoesNotCount() {
    byte[] buffer = IO.getBytes(US_ASCII);
    int first = IO.indexOf('\n') + 1;
    assertThat(PsiText.total(buffer, first, "full".getBytes(US_ASCII))).isEqualTo(PsiText.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "0.10 0.48 0.78 3/412 81234, 3",
    "67.02 31.10 12.00 128/9000 1, 128",
    "0.10 0.48 0.78, -1",
    "0.10 0.48 0.78 /412 1, -1",
    "0.10 0.48 0.78 x/412 1, -1",
    "3/412, -1"
  })
  void readsTheRunningTasks(String text, long running) {
    byte[] bytes = text.getBytes(US_ASCII);
    assertThat(PsiText.running(bytes, bytes.length)).isEqualTo(running);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'cpu  1 2\nprocs_running 4\nprocs_blocked 7\nsoftirq 1 2\n'; 7",
        "'procs_blocked 0'; 0",
        "'procs_blocked 12\n'; 12",
        "'procs_blocked \n'; -1",
        "'procs_blocked x\n'; -1",
        "'procs_blockeded 3\n'; -1",
        "'xprocs_blocked 3\n'; -1",
        "''; -1"
      })
  void readsTheBlockedTasks(String text, long blocked) {
    byte[] bytes = text.getBytes(US_ASCII);
    assertThat(PsiText.blocked(bytes, bytes.length)).isEqualTo(blocked);
  }

  private static long total(String text, String line) {
    byte[] bytes = text.getBytes(US_ASCII);
    return PsiText.total(bytes, bytes.length, line.getBytes(US_ASCII));
  }
}
