package fm.raido.deploy;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import java.time.Duration;
import java.util.Map;

/**
 * What a number of stations comes to. The inputs are the ones that {@code docs/scaling.md} states;
 * what a program costs is measured, or is a limit that the program has.
 *
 * @param stations that announce as often as the inputs say
 */
record Fleet(int stations) {
  /** Every third song of four minutes. */
  static final double ANNOUNCEMENTS_AN_HOUR = 60.0 / 4 / 3;

  /** Of the mean. */
  static final double PEAK = 3;

  /** One call to the speech host; a worker's first guess too. */
  static final double CALL_SECONDS = 2;

  /** What it plays. */
  static final double SOUND_SECONDS = 6;

  /** 24 kHz, mono, 16 bits. */
  static final double WAV_BYTES_A_SECOND = 48_000;

  /** What one speech host bears. */
  static final int CALLS_OF_A_HOST = Settings.of(Map.of()).get(RaidoSettings.TTS_MAX_IN_FLIGHT);

  /** Asks that lose the race, for each call: as in the log of docs/benchmarks.md. */
  static final double REFUSED_ASKS = 0.2;

  /** An agent's. */
  static final double SECONDS_BETWEEN_BEATS = 5;

  /** Reading, decoding and folding of 400,000 records: docs/benchmarks.md. */
  static final double READ_MILLIS_A_RECORD = (522.0 + 684.0) / 400_000;

  /** Live heap for each call of the last 7 days; {@link FootprintTest} measures it. */
  static final int FOLD_BYTES_A_CALL = 340;

  /** A batch of one record has so much in front of it. */
  static final int BATCH_BYTES = 61;

  /** Records as they lie in the log, headers included; {@link FootprintTest} weighs them. */
  static final int ASKED_BYTES = 390;

  static final int ENDED_BYTES = 365;
  static final int BEAT_BYTES = 321;
  static final int REQUEST_BYTES = 684;
  static final int OUTCOME_BYTES = 903;

  /** Unsettled requests of a partition, at most. */
  static final int WINDOW = 8_000;

  /**
   * Outcomes that a control room reads back at its start, and announcements that a producer
   * remembers.
   */
  static final int READ_BACK = 200_000;

  static final int REPLICAS = 3;

  private static final Settings DEFAULTS = Settings.of(Map.of());
  private static final double HOUR = Duration.ofHours(1).toSeconds();
  private static final double DAY = Duration.ofDays(1).toSeconds();

  /** Requests a second. */
  double mean() {
    return stations * ANNOUNCEMENTS_AN_HOUR / HOUR;
  }

  double peak() {
    return PEAK * mean();
  }

  double callsInFlightAtThePeak() {
    return peak() * CALL_SECONDS;
  }

  int speechHosts() {
    return (int) Math.ceil(callsInFlightAtThePeak() / CALLS_OF_A_HOST);
  }

  /** Of the protection log, a second. */
  double logRecords() {
    return mean() * (2 + REFUSED_ASKS) + beats();
  }

  /** Of all topics, a second: requests, outcomes, readings and the protection log. */
  double allRecords() {
    return 2 * mean() + beats() + logRecords();
  }

  /** A second. */
  double logBytes() {
    return mean() * ((1 + REFUSED_ASKS) * (ASKED_BYTES + BATCH_BYTES) + ENDED_BYTES + BATCH_BYTES)
        + beats() * (BEAT_BYTES + BATCH_BYTES);
  }

  /** That its retention keeps. */
  double logBytesKept() {
    return logBytes() * 8 * DAY;
  }

  /** CPU of a start until it has read the log. */
  double readSeconds() {
    return logRecords() * 8 * DAY * READ_MILLIS_A_RECORD / 1_000;
  }

  /** Of every worker and every control room. */
  double foldBytes() {
    return mean() * 7 * DAY * FOLD_BYTES_A_CALL;
  }

  /** So that the ids of DEDUP_WINDOW's time are not more than its number. */
  int partitionsForIds() {
    RaidoSettings.Dedup dedup = DEFAULTS.get(RaidoSettings.DEDUP_WINDOW);
    return (int) Math.ceil(mean() * dedup.window().toSeconds() / dedup.ids());
  }

  /** So that what comes in that time, and has no deadline, waits within the windows. */
  int partitionsForOutage(Duration outage) {
    return (int) Math.ceil(mean() * outage.toSeconds() / WINDOW);
  }

  double audioBytes(Duration kept) {
    return mean() * kept.toSeconds() * SOUND_SECONDS * WAV_BYTES_A_SECOND;
  }

  /** Of all replicas. */
  double requestsBytesKept() {
    return REPLICAS * mean() * 30 * DAY * (REQUEST_BYTES + BATCH_BYTES);
  }

  /** Of all replicas. */
  double outcomesBytesKept() {
    return REPLICAS * mean() * 7 * DAY * (OUTCOME_BYTES + BATCH_BYTES);
  }

  double hoursReadBack() {
    return READ_BACK / mean() / HOUR;
  }

  private double beats() {
    return speechHosts() / SECONDS_BETWEEN_BEATS;
  }
}
