package fm.raido.schemas.topic;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The cluster is not as a program needs it; the message has one line for each finding and is made
 * for people.
 */
public final class TopicsNotReady extends RuntimeException {
  private final transient List<TopicFinding> findings;

  public TopicsNotReady(List<TopicFinding> findings) {
    super(findings.stream().map(TopicFinding::words).collect(Collectors.joining("\n")));
    this.findings = List.copyOf(findings);
  }

  /** At least one. */
  public List<TopicFinding> findings() {
    return findings;
  }
}
