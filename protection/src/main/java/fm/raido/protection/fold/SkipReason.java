package fm.raido.protection.fold;

/** Why a record means nothing; every replica skips and counts alike. */
enum SkipReason {
  UNDECODABLE("undecodable"),
  /** Settings outside the limits of the rules, such as a lease of days. */
  SETTINGS_OUT_OF_RANGE("settings"),
  /** The call is unknown, has ended, or its lease has expired. */
  NO_LEASE("no live lease"),
  /** A second end of a timed-out call, or a slot freed that was not waiting for it. */
  REPEATED("repeated"),
  NOT_HOLDER("not the holder"),
  OTHER_SERVICE("service"),
  OTHER_HOST("host"),
  SWITCH_TIME("switch time");

  private final String text;

  SkipReason(String text) {
    this.text = text;
  }

  Applied.Skipped skipped() {
    return new Applied.Skipped(text);
  }
}
