package fm.raido.agent;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.settings.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code raido agent} is asked to do. */
sealed interface AgentTask {
  /** Be the agent. */
  record Run() implements AgentTask {}

  /** Show readings live. */
  record Watch(Optional<Duration> time, boolean json) implements AgentTask {}

  /** Say by what the host is judged. */
  record Explain(Optional<Duration> time, boolean json) implements AgentTask {}

  /** Play a host under pressure. */
  record Rehearse(PressureLevel level, Duration time, boolean lift, String who)
      implements AgentTask {}

  /** Write a recording. */
  record RecordHost(Path file, Duration time, String scenario) implements AgentTask {}

  /** The options as they were given. */
  record Options(
      boolean watch,
      boolean explain,
      @Nullable String rehearse,
      @Nullable String time,
      boolean json,
      boolean lift,
      @Nullable String who,
      @Nullable String record,
      @Nullable String scenario) {
    /** Without a recording. */
    Options(
        boolean watch,
        boolean explain,
        @Nullable String rehearse,
        @Nullable String time,
        boolean json,
        boolean lift,
        @Nullable String who) {
      this(watch, explain, rehearse, time, json, lift, who, null, null);
    }
  }

  Duration WATCH_MAX = Duration.ofDays(7);
  Duration EXPLAIN_MIN = Duration.ofMillis(500);

  /** Protection outlasts a rehearsal by its cool-down, so a long one only keeps a station quiet. */
  Duration REHEARSE_MAX = Duration.ofMinutes(10);

  Duration REHEARSE_MIN = Duration.ofSeconds(1);
  Duration RECORD_MAX = Duration.ofDays(1);
  Duration RECORD_ELSE = Duration.ofSeconds(30);
  Duration REHEARSE_ELSE = Duration.ofSeconds(30);
  int WHO_MAX = 100;

  /**
   * The task.
   *
   * @param user who rehearses where no {@code --who} says
   * @throws IllegalArgumentException with a message for people where the options make no sense
   */
  static AgentTask of(Options options, String user) {
    int tools = (options.watch ? 1 : 0) + (options.explain ? 1 : 0);
    int writes = (options.rehearse == null ? 0 : 1) + (options.record == null ? 0 : 1);
    require(
        tools + writes <= 1,
        "--watch, --explain, --rehearse and --record: only one of them at a time");
    require(
        options.time == null || tools + writes == 1,
        "--for needs --watch, --explain, --rehearse or --record: the agent itself runs until"
            + " Ctrl-C");
    require(options.scenario == null || options.record != null, "--scenario needs --record");
    require(!options.json || tools == 1, "--json needs --watch or --explain");
    require(!options.lift || options.rehearse != null, "--lift needs --rehearse critical");
    require(options.who == null || options.rehearse != null, "--who needs --rehearse");
    if (options.rehearse != null) {
      return rehearsal(options, options.rehearse, user);
    }
    if (options.record != null) {
      return new RecordHost(
          Path.of(options.record),
          time(options.time, REHEARSE_MIN, RECORD_MAX).orElse(RECORD_ELSE),
          options.scenario == null ? "" : options.scenario);
    }
    if (options.watch) {
      return new Watch(time(options.time, Duration.ofMillis(1), WATCH_MAX), options.json);
    }
    return options.explain
        ? new Explain(time(options.time, EXPLAIN_MIN, REHEARSE_MAX), options.json)
        : new Run();
  }

  private static AgentTask rehearsal(Options options, String text, String user) {
    PressureLevel level =
        switch (text.toLowerCase(Locale.ROOT)) {
          case "critical" -> PressureLevel.CRITICAL;
          case "warning" -> PressureLevel.WARNING;
          default ->
              throw new IllegalArgumentException(
                  "--rehearse is \"%s\": must be critical or warning".formatted(text));
        };
    require(
        !options.lift || level == PressureLevel.CRITICAL,
        "--lift needs --rehearse critical: a warning leaves nothing behind");
    String who = options.who == null ? user : options.who;
    require(
        !who.isBlank() && who.length() <= WHO_MAX && who.chars().noneMatch(Character::isISOControl),
        "--who must be 1 to " + WHO_MAX + " characters without control characters");
    return new Rehearse(
        level,
        time(options.time, REHEARSE_MIN, REHEARSE_MAX).orElse(REHEARSE_ELSE),
        options.lift,
        who);
  }

  private static Optional<Duration> time(@Nullable String text, Duration min, Duration max) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<Duration> time =
        Durations.parse(text).filter(t -> t.compareTo(min) >= 0 && t.compareTo(max) <= 0);
    require(
        time.isPresent(),
        "--for is \"%s\": must be a duration from %s to %s, such as 30s"
            .formatted(text, Durations.format(min), Durations.format(max)));
    return time;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
