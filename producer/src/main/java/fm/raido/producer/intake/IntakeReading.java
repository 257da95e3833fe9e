package fm.raido.producer.intake;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Violation;
import java.util.List;

/** What {@link IntakeReader} made of one raw announcement. */
public sealed interface IntakeReading {

  /** It keeps every rule. */
  record Valid(AnnouncementRequest request) implements IntakeReading {}

  /**
   * It breaks rules.
   *
   * @param violations every fault, at least one
   */
  record Invalid(List<Violation> violations) implements IntakeReading {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }
}
