package fm.raido.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalDouble;

/** A worker's meters, read from its HTTP port. */
final class WorkerPort implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  WorkerPort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The port that the worker is to be started with. */
  int port() {
    return port;
  }

  /** Requests fetched and not settled; empty where the worker does not answer (yet). */
  OptionalDouble waiting() throws InterruptedException {
    return meter("raido_waiting");
  }

  /** The sum of all series of a meter. */
  OptionalDouble meter(String name) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      double[] values =
          body.lines()
              .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .toArray();
      return values.length == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(java.util.Arrays.stream(values).sum());
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
