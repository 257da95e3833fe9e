package fm.raido.producer.cli;

import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The producer's HTTP API. */
final class HttpDoor implements Door {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** The producer answers within 5 s, and a queue before it takes a moment. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /** A Retry-After beyond this is not waited for. */
  private static final Duration LONGEST_LATER = Duration.ofSeconds(30);

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  HttpDoor(URI base) {
    this.base = base;
  }

  @Override
  public DoorAnswer send(ObjectNode intake, @Nullable String key) throws InterruptedException {
    HttpRequest.Builder request =
        request("/v1/announcements")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(intake)));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    try {
      return answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new DoorAnswer.Closed("no producer answers at " + base);
    } catch (IOException e) {
      return new DoorAnswer.Later(
          Duration.ofSeconds(1), "the producer broke off: " + e.getMessage());
    }
  }

  @Override
  public Optional<JsonNode> find(String id) throws InterruptedException {
    try {
      HttpResponse<byte[]> response =
          client.send(
              request("/v1/announcements/" + id).GET().build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return response.statusCode() == 200 ? json(response) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER_TIMEOUT);
  }

  private DoorAnswer answer(HttpResponse<byte[]> response) {
    Optional<JsonNode> body = json(response);
    int status = response.statusCode();
    if (status == 202 && body.isPresent()) {
      return new DoorAnswer.Taken(
          body.get().path("id").asString(""), body.get().path("duplicate").asBoolean(false));
    }
    String reason =
        body.map(HttpDoor::reason).filter(r -> !r.isEmpty()).orElse("HTTP status " + status);
    Duration later = retryAfter(response);
    return (status == 429 || status == 503) && later.compareTo(LONGEST_LATER) <= 0
        ? new DoorAnswer.Later(later, reason)
        : new DoorAnswer.Refused(reason);
  }

  private static String reason(JsonNode problem) {
    StringBuilder reason = new StringBuilder();
    for (JsonNode violation : problem.path("violations")) {
      reason
          .append(reason.isEmpty() ? "" : "; ")
          .append(violation.path("field").asString(""))
          .append(" is \"")
          .append(violation.path("value").asString(""))
          .append("\": ")
          .append(violation.path("rule").asString(""));
    }
    return reason.isEmpty() ? problem.path("detail").asString("") : reason.toString();
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("1");
    return seconds.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ofSeconds(1);
  }

  private static Optional<JsonNode> json(HttpResponse<byte[]> response) {
    try {
      return Optional.of(Json.MAPPER.readTree(response.body()));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
