package fm.raido.producer.http;

import org.springframework.http.MediaType;

/** A body is declared to be in another encoding than UTF-8. */
final class UnsupportedCharset extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedCharset(MediaType type) {
    super("Content-Type is \"" + type + "\": JSON must be in UTF-8");
  }
}
