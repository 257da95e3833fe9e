package fm.raido.controlroom.explain;

/** How far the workers' group is with a record, by its last commit. */
sealed interface Standing {

  /** It is settled: with an outcome of its own, or as a duplicate. */
  record Done() implements Standing {}

  /**
   * It waits.
   *
   * @param before how many that wait lie before it in its partition
   */
  record Waiting(long before) implements Standing {}

  /** No worker has committed anything in its partition yet. */
  record Untouched(long before) implements Standing {}
}
