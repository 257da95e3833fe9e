package fm.raido.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The station's parts as programs of their own, so far as they do not start. */
class AloneTest {
  private final StringWriter err = new StringWriter();

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "voice --port=70000 | 2 | --port is \"70000\": must be a number from 0 to 65535",
        "voice --port=loud  | 2 | --port",
        "kafka --port=-1    | 2 | --port is \"-1\": must be a number from 0 to 65535",
        "kafka now          | 2 | now",
      })
  void tellsWrongUsage(String arguments, int exitCode, String words) {
    assertThat(run(arguments.split(" "))).isEqualTo(exitCode);
    assertThat(err.toString()).contains(words);
  }

  @Test
  void tellsThatAPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("voice", "--port", port)).isEqualTo(1);
      assertThat(err.toString()).contains("raido voice: port " + port + " at 127.0.0.1");
    }
  }

  private int run(String... arguments) {
    CommandLine line = Raido.commandLine();
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
