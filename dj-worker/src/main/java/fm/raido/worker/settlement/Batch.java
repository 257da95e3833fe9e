package fm.raido.worker.settlement;

import fm.raido.schemas.settlement.CommitMark;
import java.util.List;

/**
 * What goes into one transaction.
 *
 * @param parts one for each partition
 */
public record Batch(List<Part> parts) {

  public Batch {
    parts = List.copyOf(parts);
  }

  /**
   * What one partition has in it.
   *
   * @param mark what the commit says, these records included
   */
  public record Part(int partition, long incarnation, CommitMark mark, List<Decided> decided) {
    public Part {
      decided = List.copyOf(decided);
    }
  }

  /** Records in all partitions. */
  public int size() {
    return parts.stream().mapToInt(part -> part.decided().size()).sum();
  }
}
