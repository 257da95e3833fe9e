package fm.raido.controlroom.letters;

/** Where a letter lies. */
public record Place(String topic, int partition, long offset) {
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }

  /** A key that no request can have: none may begin with an underscore. */
  public String asKey() {
    return "_" + topic + "-" + partition + "-" + offset + "/0";
  }
}
