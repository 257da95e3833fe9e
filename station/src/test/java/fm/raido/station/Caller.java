package fm.raido.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Whoever asks a station for an announcement, within a trace of his own. */
final class Caller {
  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  static final String SPAN_ID = "b7ad6b7169203331";

  private Caller() {}

  /** Asks for one; it is taken. */
  static void announce(Station station) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + station.producer().port() + "/v1/announcements"))
            .header("Content-Type", "application/json")
            .header("traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-01")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"Words that come late.\"}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(202);
    }
  }
}
