package fm.raido.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks a worker's HTTP port. */
final class WorkerHttp {
  private WorkerHttp() {}

  static int status(WorkerProgram worker, String path) {
    return get(worker, path).statusCode();
  }

  static String body(WorkerProgram worker, String path) {
    return get(worker, path).body();
  }

  /** A meter of Prometheus' page, or NaN where it is not there. */
  static double meter(int port, String nameAndTags) {
    return get(port, "/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(nameAndTags + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(nameAndTags.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static HttpResponse<String> get(WorkerProgram worker, String path) {
    return get(worker.port(), path);
  }

  private static HttpResponse<String> get(int port, String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
