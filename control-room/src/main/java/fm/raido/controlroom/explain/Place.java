package fm.raido.controlroom.explain;

/** Where a record lies. */
record Place(String topic, int partition, long offset) {

  /** As operators and Kafka's tools write it, for example {@code raido.requests-3@120}. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
