package fm.raido.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.agent.PlayedPulses;
import fm.raido.agent.publish.BeatCounts;
import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.testkit.metrics.Exposition;
import fm.raido.testkit.metrics.MetricsDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentMetricsTest {
  private static final String LOOPBACK = "127.0.0.1";

  private final PlayedPulses host = new PlayedPulses(PressureThresholds.defaults());

  @Test
  void givesWhatTheAgentKnowsAndNothingThatItDoesNot() throws Exception {
    Pulse pulse = host.look(55.5, null, 0.5, 0.0, 0.0, 12.5);
    try (AgentMetrics metrics = AgentMetrics.start(LOOPBACK, 0, vitals(pulse))) {
      List<String> lines = scrape(metrics);
      assertThat(lines)
          .containsExactlyInAnyOrder(
              "raido_agent_beats_total{result=\"confirmed\"} 0.0",
              "raido_agent_beats_total{result=\"failed\"} 0.0",
              "raido_agent_late_samples_total 3.0",
              "raido_agent_level{host=\"studio\"} 0.0",
              "raido_agent_load1 0.5",
              "raido_agent_refused_looks_total 2.0",
              "raido_agent_signal_level{signal=\"cpu_some\"} 0.0",
              "raido_agent_signal_level{signal=\"io_full\"} 0.0",
              "raido_agent_signal_level{signal=\"memory_full\"} 0.0",
              "raido_agent_stall_ratio{resource=\"cpu\"} 0.0",
              "raido_agent_stall_ratio{resource=\"io\"} 0.125",
              "raido_agent_stall_ratio{resource=\"memory\"} 0.0",
              "raido_agent_use_ratio{resource=\"cpu\"} 0.555");
    }
  }

  @Test
  void areThoseOfTheDocument() throws Exception {
    BeatCounts beats = new BeatCounts(Clock.systemUTC());
    beats.arrived();
    try (AgentMetrics metrics =
        AgentMetrics.start(
            LOOPBACK, 0, vitals(host.look(55.5, 40.0, 0.5, 0.0, 0.0, 12.5), beats))) {
      assertThat(Exposition.ours(text(metrics)))
          .isEqualTo(MetricsDocument.ofThisTree().of("health-agent"));
    }
  }

  @Test
  void levelsAreNumbers() throws Exception {
    try (AgentMetrics metrics = AgentMetrics.start(LOOPBACK, 0, vitals(host.io(4, 95)))) {
      assertThat(scrape(metrics))
          .contains(
              "raido_agent_level{host=\"studio\"} 2.0",
              "raido_agent_signal_level{signal=\"io_full\"} 2.0");
    }
  }

  @Test
  void beforeTheFirstLookThereAreOnlyCounts() throws Exception {
    try (AgentMetrics metrics = AgentMetrics.start(LOOPBACK, 0, vitals(null))) {
      assertThat(scrape(metrics)).allMatch(line -> line.contains("_total")).hasSize(4);
    }
  }

  @Test
  void aTakenPortIsOneLineWithTheSettings() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> AgentMetrics.start(LOOPBACK, taken.getLocalPort(), vitals(null)))
          .isInstanceOf(CannotServeMetrics.class)
          .hasMessageStartingWith(
              "BIND_ADDRESS and AGENT_METRICS_PORT cannot be opened: 127.0.0.1:"
                  + taken.getLocalPort()
                  + ": ")
          .hasMessageContaining("in use");
    }
  }

  private static List<String> scrape(AgentMetrics metrics)
      throws IOException, InterruptedException {
    return text(metrics).lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static String text(AgentMetrics metrics) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + LOOPBACK + ":" + metrics.port() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
      return answer.body();
    }
  }

  private static Vitals vitals(@Nullable Pulse pulse) {
    return vitals(pulse, new BeatCounts(Clock.systemUTC()));
  }

  private static Vitals vitals(@Nullable Pulse pulse, BeatCounts beats) {
    return new Vitals() {
      @Override
      public String host() {
        return "studio";
      }

      @Override
      public @Nullable Pulse latest() {
        return pulse;
      }

      @Override
      public BeatCounts beats() {
        return beats;
      }

      @Override
      public long lateSamples() {
        return 3;
      }

      @Override
      public long refusedLooks() {
        return 2;
      }
    };
  }
}
