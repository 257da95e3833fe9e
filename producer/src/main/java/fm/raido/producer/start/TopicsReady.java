package fm.raido.producer.start;

/** Checks that the topics a program needs are there and as they must be. */
@FunctionalInterface
public interface TopicsReady {

  /**
   * Checks once.
   *
   * @throws StartRefused saying exactly what is missing or wrong, or that no broker answers
   */
  void check(String bootstrapServers);
}
