package fm.raido.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.localkafka.LocalKafka;
import fm.raido.producer.cli.ProducerCommand;
import fm.raido.producer.start.StartRefused;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicsNotReady;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A start that cannot be is refused in one line that says why. */
class ProducerStartIT {
  @Test
  void aWrongSettingIsNamedWithItsValueAndRule() {
    assertThatThrownBy(() -> ProducerProgram.start(Map.of("INTAKE_PER_SECOND", "many")))
        .isInstanceOf(WrongSetting.class)
        .hasMessage("INTAKE_PER_SECOND is \"many\": must be a whole number from 1 to 100000");
    assertThatThrownBy(() -> ProducerProgram.start(Map.of("raido.producer.port", 70_000)))
        .hasMessageStartingWith("PRODUCER_PORT is \"70000\"");
    assertThatThrownBy(() -> ProducerProgram.start(Map.of("STATIONS", "main,a/b")))
        .hasMessageStartingWith("STATIONS is");
  }

  @Test
  void aBrokerThatIsNotThereIsSaid() {
    assertThatThrownBy(
            () -> ProducerProgram.start(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")))
        .isInstanceOf(TopicsNotReady.class)
        .hasMessageContaining("cannot reach Kafka at 127.0.0.1:1");
  }

  @Test
  void missingTopicsAreNamed(@TempDir Path directory) {
    try (LocalKafka broker = LocalKafka.start(directory, 0)) {
      assertThatThrownBy(() ->
              ProducerProgram.start(Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())))
          .isInstanceOf(TopicsNotReady.class)
          .hasMessageContaining("topic raido.requests is missing")
          .hasMessageContaining("topic raido.outcomes is missing")
          .hasMessageNotContaining("raido.protection");
    }
  }

  @Test
  void aPortThatIsTakenOrAnAddressThatIsNotOursIsSaid(@TempDir Path directory) {
    try (Bench bench = Bench.start(directory);
        ProducerProgram first = bench.producer(Map.of())) {
      assertThatThrownBy(() ->
              ProducerProgram.start(
                  Map.of(
                      "PRODUCER_PORT",
                      first.port(),
                      "KAFKA_BOOTSTRAP_SERVERS",
                      bench.bootstrapServers())))
          .isInstanceOf(StartRefused.class)
          .hasMessageStartingWith("PRODUCER_PORT is \"" + first.port() + "\"");
      assertThatThrownBy(() -> bench.producer(Map.of("BIND_ADDRESS", "not an address")))
          .isInstanceOf(StartRefused.class)
          .hasMessage("BIND_ADDRESS is \"not an address\": must be an address of this machine");
      assertThatThrownBy(() -> bench.producer(Map.of("BIND_ADDRESS", "192.0.2.1")))
          .isInstanceOf(StartRefused.class)
          .hasMessageStartingWith("BIND_ADDRESS and PRODUCER_PORT cannot be opened");
    }
  }

  @Test
  void theCommandSaysItInOneLineAndExitsWith1() {
    StringWriter err = new StringWriter();
    System.setProperty("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    try {
      int code =
          new CommandLine(new ProducerCommand()).setErr(new PrintWriter(err, true)).execute();
      assertThat(code).isEqualTo(1);
      assertThat(err.toString().strip().lines()).hasSize(1);
      System.setProperty("INTAKE_COOLDOWN", "soon");
      assertThat(
              new CommandLine(new ProducerCommand()).setErr(new PrintWriter(err, true)).execute())
          .isEqualTo(2);
      assertThat(err.toString()).contains("INTAKE_COOLDOWN is \"soon\": must be a duration");
    } finally {
      System.clearProperty("KAFKA_BOOTSTRAP_SERVERS");
      System.clearProperty("INTAKE_COOLDOWN");
    }
  }
}
