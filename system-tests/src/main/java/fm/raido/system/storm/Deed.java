package fm.raido.system.storm;

/** What a storm does. */
public enum Deed {
  KILL_WORKER("kill -9 of"),
  STOP_WORKER("SIGTERM to"),
  SUSPEND_WORKER("SIGSTOP of"),
  START_WORKER("start of"),
  KILL_BROKER("kill -9 of"),
  SUSPEND_BROKER("SIGSTOP of"),
  RESTART_ALL("kill -9 of"),
  DISTURB_LINK("disturbed:"),
  HOST_TROUBLE("speech host:"),
  FULL_DISK("disk of the audio store:"),
  OPERATOR("operator:"),
  HOST_PRESSURE("agent:"),
  RUBBISH("rubbish into"),
  SCALE("scaled to");

  private final String words;

  Deed(String words) {
    this.words = words;
  }

  /** Whether a worker may not reach a broker for a while. */
  boolean troublesBrokers() {
    return switch (this) {
      case KILL_BROKER, SUSPEND_BROKER, RESTART_ALL, DISTURB_LINK -> true;
      case KILL_WORKER,
          STOP_WORKER,
          SUSPEND_WORKER,
          START_WORKER,
          HOST_TROUBLE,
          FULL_DISK,
          OPERATOR,
          HOST_PRESSURE,
          RUBBISH,
          SCALE ->
          false;
    };
  }

  /** As a line about it begins. */
  public String words() {
    return words;
  }
}
