package fm.raido.schemas.topic;

import java.util.Map;

/** When a topic setting that differs from the catalogue's is still good enough. */
enum ConfigRule {
  EXACTLY("%s"),
  AT_LEAST("at least %s"),
  AT_MOST("at most %s");

  private static final Map<String, ConfigRule> RULES =
      Map.of(
          "retention.ms", AT_LEAST,
          "delete.retention.ms", AT_LEAST,
          "max.message.bytes", AT_LEAST,
          "min.insync.replicas", AT_LEAST,
          "segment.ms", AT_MOST);

  private final String words;

  ConfigRule(String words) {
    this.words = words;
  }

  static ConfigRule of(String config) {
    return RULES.getOrDefault(config, EXACTLY);
  }

  String words(String needed) {
    return words.formatted(needed);
  }

  /** Whether a value will do; {@code -1} is Kafka's word for "without limit". */
  boolean accepts(String has, String needed) {
    if (has.equals(needed)) {
      return true;
    }
    try {
      return switch (this) {
        case EXACTLY -> false;
        case AT_LEAST -> has.equals("-1") || Long.parseLong(has) >= Long.parseLong(needed);
        case AT_MOST -> !has.equals("-1") && Long.parseLong(has) <= Long.parseLong(needed);
      };
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
