package fm.raido.schemas.announcement;

import java.util.List;

/**
 * What {@link RequestReader} made of some bytes: a request that keeps every limit, or every reason
 * why not.
 */
public sealed interface RequestReading {

  /** The bytes are a request. */
  record Valid(AnnouncementRequest request) implements RequestReading {}

  /**
   * The bytes are not a request.
   *
   * @param violations at least one, in the order of the fields
   */
  record Invalid(List<Violation> violations) implements RequestReading {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }
}
