package fm.raido.agent.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/**
 * Which lines are written: as {@code simplelogger.properties} says, so that both forms of the log
 * say the same.
 */
final class Levels {
  /** More than any line's. */
  static final int NONE = Integer.MAX_VALUE;

  private static final String FILE = "/simplelogger.properties";
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private final Properties rules;

  private Levels(Properties rules) {
    this.rules = rules;
  }

  static Levels ofSimpleLogger() {
    Properties rules = new Properties();
    try (InputStream file = Levels.class.getResourceAsStream(FILE)) {
      rules.load(java.util.Objects.requireNonNull(file, FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Levels(rules);
  }

  /** The least level of a logger, as a number of SLF4J's: that of the longest name that is its. */
  int of(String logger) {
    String name = logger;
    while (!name.isEmpty()) {
      String level = rules.getProperty(PREFIX + "log." + name);
      if (level != null) {
        return number(level);
      }
      int dot = name.lastIndexOf('.');
      name = dot < 0 ? "" : name.substring(0, dot);
    }
    return number(rules.getProperty(PREFIX + "defaultLogLevel", "info"));
  }

  private static int number(String level) {
    return level.equals("off")
        ? NONE
        : org.slf4j.event.Level.valueOf(level.toUpperCase(Locale.ROOT)).toInt();
  }
}
