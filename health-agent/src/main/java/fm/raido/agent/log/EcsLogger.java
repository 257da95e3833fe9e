package fm.raido.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes its lines to standard output. */
final class EcsLogger extends LegacyAbstractLogger {
  private static final long PID = ProcessHandle.current().pid();

  private final int least;

  /**
   * @param least level that is written, as a number of SLF4J's
   */
  EcsLogger(String name, int least) {
    this.name = name;
    this.least = least;
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    String line =
        EcsLine.of(
            Instant.now(),
            level.name(),
            getName(),
            Thread.currentThread().getName(),
            PID,
            String.valueOf(message),
            failure);
    // In one piece, so that two threads cannot mix theirs.
    byte[] bytes = (line + System.lineSeparator()).getBytes(UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }

  @Override
  public boolean isTraceEnabled() {
    return isWritten(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isWritten(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isWritten(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isWritten(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isWritten(Level.ERROR);
  }

  private boolean isWritten(Level level) {
    return level.toInt() >= least;
  }
}
