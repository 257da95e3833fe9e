package fm.raido.testkit.promise;

/** The promises, by the numbers under which README and docs list them. */
public enum Law {
  L1("one outcome"),
  L2("bounded calls"),
  L3("closed means closed"),
  L4("cluster limits"),
  L5("outage is not failure"),
  L6("in time or not at all"),
  L7("one probe, then a ramp"),
  L8("nothing lost"),
  L9("replay once"),
  L10("silence is pressure");

  private final String title;

  Law(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
