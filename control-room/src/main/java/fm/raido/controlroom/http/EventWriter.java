package fm.raido.controlroom.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes server-sent events whose data is JSON, which has no line ends of its own. */
final class EventWriter {
  private final OutputStream out;

  EventWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out, 16 * 1024);
  }

  void event(String name, String json) throws IOException {
    out.write(("event: " + name + "\ndata: " + json + "\n\n").getBytes(UTF_8));
  }

  void flush() throws IOException {
    out.flush();
  }
}
