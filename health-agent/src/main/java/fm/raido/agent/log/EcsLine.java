package fm.raido.agent.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the log, in the form in which Spring Boot writes those of the other programs. */
final class EcsLine {
  private static final String SCHEMA = "8.11";
  private static final String SERVICE = "raido-agent";

  private final StringBuilder json = new StringBuilder(256);

  private EcsLine() {}

  /** The line, without its end. */
  static String of(
      Instant at,
      String level,
      String logger,
      String thread,
      long pid,
      String message,
      @Nullable Throwable failure) {
    EcsLine line = new EcsLine();
    line.raw("{\"@timestamp\":").text(at.toString());
    line.raw(",\"log\":{\"level\":").text(level).raw(",\"logger\":").text(logger);
    line.raw("},\"process\":{\"pid\":").raw(Long.toString(pid));
    line.raw(",\"thread\":{\"name\":").text(thread).raw("}},\"service\":{\"name\":").text(SERVICE);
    line.raw("},\"message\":").text(message);
    if (failure != null) {
      line.raw(",\"error\":{\"type\":").text(failure.getClass().getName());
      line.raw(",\"message\":").text(String.valueOf(failure.getMessage()));
      line.raw(",\"stack_trace\":").text(trace(failure)).raw("}");
    }
    return line.raw(",\"ecs\":{\"version\":").text(SCHEMA).raw("}}").json.toString();
  }

  private static String trace(Throwable failure) {
    StringWriter words = new StringWriter();
    failure.printStackTrace(new PrintWriter(words, true));
    return words.toString();
  }

  private EcsLine raw(String part) {
    json.append(part);
    return this;
  }

  private EcsLine text(String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          // Half of a pair is no character, and no line could be written of it.
          if (c < ' ' || (Character.isSurrogate(c) && !isPaired(value, i))) {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
    return this;
  }

  private static boolean isPaired(String value, int i) {
    char c = value.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
  }
}
