package fm.raido.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 request on a raw socket, which can be answered as badly as a test wishes. */
final class HttpExchange {
  private static final int LOOK_EVERY_MILLIS = 5;

  private final Socket socket;
  private final InputStream in;
  private final String requestLine;
  private final @Nullable String requestId;
  private final byte[] body;

  private HttpExchange(
      Socket socket, InputStream in, String requestLine, @Nullable String requestId, byte[] body) {
    this.socket = socket;
    this.in = in;
    this.requestLine = requestLine;
    this.requestId = requestId;
    this.body = body;
  }

  static HttpExchange read(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String requestLine = line(in);
    int length = 0;
    String requestId = null;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      } else if (lower.startsWith("x-request-id:")) {
        requestId = header.substring("x-request-id:".length()).strip();
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the request was cut");
    }
    return new HttpExchange(socket, in, requestLine, requestId, body);
  }

  boolean isPost() {
    return requestLine.startsWith("POST ");
  }

  String path() {
    return requestLine.split(" ", -1)[1];
  }

  /** Its {@code X-Request-Id}, or null. */
  @Nullable String requestId() {
    return requestId;
  }

  String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Waits.
   *
   * @return false if the caller closed the connection first
   */
  boolean awaitOpen(BooleanSupplier over) throws IOException {
    socket.setSoTimeout(LOOK_EVERY_MILLIS);
    while (!over.getAsBoolean()) {
      try {
        if (in.read() < 0) {
          return false;
        }
      } catch (SocketTimeoutException e) {
        // Still there.
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  /** Answers, and closes after {@code sent} bytes of the body. */
  void answer(int status, Map<String, String> headers, byte[] content, int sent)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(content.length).append("\r\nConnection: close\r\n\r\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(content, 0, sent);
    socket.getOutputStream().write(out.toByteArray());
    socket.getOutputStream().flush();
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the request was cut");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
