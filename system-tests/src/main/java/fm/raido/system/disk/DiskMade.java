package fm.raido.system.disk;

/** What came of the wish for a small disk. */
public sealed interface DiskMade {
  /** There it is; the caller closes it. */
  record Ready(SmallDisk disk) implements DiskMade {}

  /**
   * This machine gives none.
   *
   * @param why one line for people
   */
  record NotHere(String why) implements DiskMade {}
}
