package fm.raido.controlroom.metrics;

import fm.raido.controlroom.room.SpeechHost;
import fm.raido.schemas.protection.PressureLevel;
import java.util.List;

/** The speech hosts in figures. */
final class HostMetrics {
  private HostMetrics() {}

  static void add(Figures figures, List<SpeechHost> hosts) {
    Figures.Series level =
        figures.gauge(
            "raido_cluster_host_level",
            "What the host's agent said last: 0 normal, 1 warning, 2 critical.");
    Figures.Series silent =
        figures.gauge(
            "raido_cluster_host_silent", "1 while a known host has not been heard for over 15 s.");
    Figures.Series value =
        figures.gauge(
            "raido_cluster_host_signal_ratio",
            "A signal's last reading over the value from which it is critical where it lasts.");
    Figures.Series warning =
        figures.gauge(
            "raido_cluster_host_signal_warning_ratio",
            "The value from which a signal is a warning over the one from which it is critical.");
    for (SpeechHost host : hosts) {
      level.add(number(host.level()), "host", host.host(), "service", host.service());
      silent.add(host.silent(), "host", host.host(), "service", host.service());
      for (SpeechHost.Reading reading : host.readings()) {
        String[] labels = {
          "host", host.host(), "service", host.service(), "signal", Figures.label(reading.signal())
        };
        Double last = reading.value();
        if (last != null) {
          value.add(last / reading.critical(), labels);
        }
        warning.add(reading.warning() / reading.critical(), labels);
      }
    }
  }

  private static double number(PressureLevel level) {
    return switch (level) {
      case NORMAL, GOING_AWAY -> 0;
      case WARNING -> 1;
      case CRITICAL -> 2;
    };
  }
}
