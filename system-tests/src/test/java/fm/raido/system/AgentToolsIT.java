package fm.raido.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.wire.Json;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.process.ChildJvm;
import fm.raido.testkit.process.ChildJvmBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's tools and metrics as processes, where there is no broker at all. */
class AgentToolsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path dir;

  @Test
  void watchWritesNothingButLinesToAPipe() throws Exception {
    try (ChildJvm watch = agent(Map.of(), "--watch", "--for", "3s").start()) {
      assertThat(watch.awaitEnd(PATIENCE)).describedAs(watch.output()).isZero();
      List<HostPressure> looks =
          watch
              .output()
              .lines()
              .map(line ->
                  RaidoRecords.readPressure(line.getBytes(StandardCharsets.UTF_8)).orElseThrow())
              .toList();
      assertThat(looks.size()).isBetween(2, 10);
      assertThat(looks.getLast().host()).isEqualTo("studio");
      assertThat(looks.getLast().signals()).hasSize(6);
      assertThat(looks.getLast().cores()).isPositive();
    }
  }

  @Test
  void explainSaysWhatItKnowsInJsonToo() throws Exception {
    try (ChildJvm explain = agent(Map.of("CPU_CRITICAL", "91"), "--explain", "--json").start()) {
      assertThat(explain.awaitEnd(PATIENCE)).describedAs(explain.output()).isZero();
      assertThat(Json.MAPPER.readTree(explain.output()).at("/rules/4/critical/enter").doubleValue())
          .isEqualTo(91);
    }
  }

  @Test
  void aRehearsalWithoutBrokersIsOneLine() throws Exception {
    try (ChildJvm rehearsal = agent(Map.of(), "--rehearse", "critical").start()) {
      assertThat(rehearsal.awaitEnd(PATIENCE)).isEqualTo(1);
      assertThat(rehearsal.output().lines())
          .singleElement()
          .asString()
          .startsWith("raido agent: ")
          .contains("127.0.0.1:1");
    }
  }

  @Test
  void metricsAreServedWhereAskedForAndNothingOfThemIsLoadedElse() throws Exception {
    int port = FreePort.choose();
    Path classes = dir.resolve("classes.log");
    try (ChildJvm with = agent(Map.of("AGENT_METRICS_PORT", Integer.toString(port))).start();
        ChildJvm without =
            agent(Map.of()).options(List.of("-Xlog:class+load:file=" + classes)).start()) {
      await("figures of the host")
          .atMost(PATIENCE)
          .failFast(with::requireAlive)
          .ignoreExceptions()
          .until(() -> scrape(port).contains("raido_agent_level{host=\"studio\"} "));
      assertThat(scrape(port)).contains("raido_agent_beats_total{result=\"confirmed\"} 0.0");
      await("the other agent at work")
          .atMost(PATIENCE)
          .failFast(without::requireAlive)
          .until(() -> without.output().contains("health of host studio at start is"));
      assertThat(Files.readString(classes))
          .contains("fm.raido.agent.AgentProgram ")
          .doesNotContain("io.prometheus.")
          .doesNotContain("com.sun.net.httpserver.")
          .doesNotContain("fm.raido.agent.watch.")
          .doesNotContain("fm.raido.agent.rehearse.");

      try (ChildJvm second = agent(Map.of("AGENT_METRICS_PORT", Integer.toString(port))).start()) {
        assertThat(second.awaitEnd(PATIENCE)).isEqualTo(1);
        assertThat(second.output())
            .contains("raido agent: BIND_ADDRESS and AGENT_METRICS_PORT cannot be opened")
            .contains(Integer.toString(port))
            .doesNotContain("\tat ");
      }
    }
  }

  private ChildJvmBuilder agent(Map<String, String> settings, String... options) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("AGENT_HOST", "studio");
    all.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    List<String> arguments = new java.util.ArrayList<>(List.of("agent"));
    arguments.addAll(List.of(options));
    return Programs.program("agent", dir, all).arguments(arguments);
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
