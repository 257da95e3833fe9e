package fm.raido.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import picocli.CommandLine;

class WorkerCommandIT {
  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment) {
    return new CommandLine(new WorkerCommand(environment))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute();
  }

  private void assertOneLine(String... words) {
    assertThat(err.toString().strip()).contains(words).doesNotContain("\n").doesNotContain("\tat ");
  }

  @Test
  void namesAWrongSettingAndExitsWithTwo() {
    assertThat(run(Map.of("MAX_CONCURRENT_JOBS", "many"))).isEqualTo(2);
    assertOneLine("MAX_CONCURRENT_JOBS", "many");
  }

  @Test
  void saysThatKafkaIsNotThere() {
    assertThat(run(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"))).isEqualTo(1);
    assertThat(err.toString()).contains("127.0.0.1:1").doesNotContain("\tat ");
  }

  @Test
  void saysWhatStandsInTheWayOfItsStart() throws IOException {
    try (Rig rig = new Rig(dir);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings = new HashMap<>(rig.settings(Map.of()));
      settings.put("WORKER_PORT", Integer.toString(taken.getLocalPort()));
      assertThat(run(settings)).isEqualTo(1);
      assertOneLine("WORKER_PORT", Integer.toString(taken.getLocalPort()));

      err.getBuffer().setLength(0);
      Path file = Files.writeString(dir.resolve("file"), "no directory");
      assertThat(run(rig.settings(Map.of("TTS_CACHE_DIR", file.toString())))).isEqualTo(1);
      assertOneLine("TTS_CACHE_DIR", file.toString());

      err.getBuffer().setLength(0);
      assertThat(run(rig.settings(Map.of("BACKOFF_MIN", "9s", "BACKOFF_MAX", "2s")))).isEqualTo(2);
      assertOneLine("BACKOFF_MIN");

      err.getBuffer().setLength(0);
      assertThat(run(rig.settings(Map.of("DJ_FALLBACK", "none", "DJ_VOICE_PROVIDER", "templates"))))
          .isEqualTo(2);
      assertOneLine("DJ_FALLBACK");
    }
  }

  /** Stands in for whatever fails after the worker was made. */
  @Configuration(proxyBeanMethods = false)
  static class NoBreakerMeters {
    @Bean
    MeterFilter refusing() {
      return new MeterFilter() {
        @Override
        public MeterFilterReply accept(Meter.Id id) {
          if (id.getName().startsWith("resilience4j")) {
            throw new IllegalStateException("no meters for breakers");
          }
          return MeterFilterReply.NEUTRAL;
        }
      };
    }
  }

  @Test
  void leavesNoWorkerBehindWhereTheLastStepOfItsStartFails() {
    System.setProperty("spring.main.sources", NoBreakerMeters.class.getName());
    try (Rig rig = new Rig(dir)) {
      assertThatThrownBy(() -> rig.worker(Map.of())).hasMessage("no meters for breakers");
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("raido-loop", "raido-protection-log", "raido-membership");
    } finally {
      System.clearProperty("spring.main.sources");
    }
  }

  @Test
  @Timeout(60) // A worker that takes it would run for ever.
  void refusesAnOperatorsKafkaValueThatCannotBeUsedAndExitsWithTwo() {
    System.setProperty("spring.kafka.properties.request.timeout.ms", "300");
    try (Rig rig = new Rig(dir)) {
      assertThat(run(rig.settings(Map.of()))).isEqualTo(2);
      assertOneLine("spring.kafka.properties.request.timeout.ms", "300", "1000");
    } finally {
      System.clearProperty("spring.kafka.properties.request.timeout.ms");
    }
  }

  @Test
  void answersForItsHealthAndMetrics() {
    try (Rig rig = new Rig(dir)) {
      WorkerProgram worker = rig.worker(Map.of("DJ_PROVIDER", "disabled"));
      await("live").until(() -> worker.worker().isLive());
      assertThat(WorkerHttp.status(worker, "/actuator/health")).isEqualTo(200);
      assertThat(WorkerHttp.status(worker, "/actuator/health/readiness")).isEqualTo(200);
      await("the gate in the metrics")
          .until(() ->
              WorkerHttp.body(worker, "/actuator/prometheus")
                  .contains("raido_gate_closed{cause=\"provider_disabled\"} 1"));
      assertThat(WorkerHttp.body(worker, "/actuator/prometheus"))
          .contains("raido_outcomes_seconds", "raido_waiting");
    }
  }
}
