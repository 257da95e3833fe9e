package fm.raido.agent;

import fm.raido.protection.pressure.PressureState;
import fm.raido.schemas.protection.PressureLevel;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log how the host is: at start, at every change, and when readings are refused. */
final class HealthLog {
  private static final Logger log = LoggerFactory.getLogger(HealthLog.class);

  private final String host;
  private @Nullable PressureLevel said;
  private List<String> refused = List.of();

  HealthLog(String host) {
    this.host = host;
  }

  void say(PressureState state) {
    if (!state.refused().isEmpty() && !state.refused().equals(refused)) {
      log.warn(
          "health: readings of host {} are refused: {}", host, String.join("; ", state.refused()));
    }
    refused = state.refused().isEmpty() ? refused : state.refused();
    PressureLevel before = said;
    PressureLevel now = state.level();
    if (before == now) {
      return;
    }
    said = now;
    String level = now.name().toLowerCase(Locale.ROOT);
    if (now == PressureLevel.CRITICAL) {
      log.error("SYSTEM PROTECTION: health of host {} is critical: {}", host, state.reason());
    } else if (before == PressureLevel.CRITICAL) {
      log.warn("SYSTEM PROTECTION: health of host {} is {} again: {}", host, level, state.reason());
    } else if (before == null) {
      log.warn("health of host {} at start is {}: {}", host, level, state.reason());
    } else {
      log.warn("health of host {} is {}: {}", host, level, state.reason());
    }
  }
}
