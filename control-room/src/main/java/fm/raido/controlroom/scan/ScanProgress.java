package fm.raido.controlroom.scan;

/** Is told how far a reading is, once for each fetch. */
@FunctionalInterface
public interface ScanProgress {

  /** Tells nobody. */
  ScanProgress NONE = (done, of) -> {};

  /**
   * So much of it is read.
   *
   * @param done offsets passed, of all partitions
   * @param of offsets to pass
   */
  void read(long done, long of);
}
