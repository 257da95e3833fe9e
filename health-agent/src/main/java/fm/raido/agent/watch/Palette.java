package fm.raido.agent.watch;

import fm.raido.schemas.protection.PressureLevel;

/** Colours, or none of them: every one takes no place on the screen. */
enum Palette {
  /** For a terminal that has colours. */
  COLOURS("\033[32m", "\033[33m", "\033[1;31m", "\033[2m", "\033[0m"),
  /** For all others, and where NO_COLOR is set. */
  PLAIN("", "", "", "", "");

  private final String normal;
  private final String warning;
  private final String critical;
  private final String faint;
  private final String end;

  Palette(String normal, String warning, String critical, String faint, String end) {
    this.normal = normal;
    this.warning = warning;
    this.critical = critical;
    this.faint = faint;
    this.end = end;
  }

  String of(PressureLevel level, String text) {
    return text.isEmpty() ? text : of(level) + text + end;
  }

  String faint(String text) {
    return text.isEmpty() ? text : faint + text + end;
  }

  private String of(PressureLevel level) {
    return switch (level) {
      case CRITICAL -> critical;
      case WARNING -> warning;
      case NORMAL, GOING_AWAY -> normal;
    };
  }
}
