package fm.raido.schemas.topic;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a program must be allowed to do on the brokers to do its work: those of {@code
 * deploy/acls/acls.txt} without which it is of no use. It is asked for at the start, where brokers
 * ask who somebody is: a right that is missing is named then, and not by a client at its first try.
 *
 * @param topics by topic, what is done there
 * @param groups whose members and commits it looks at, or whose member it is
 * @param transactionalIds ids that it would use, one for each prefix
 */
public record OwnRights(
    Map<String, Set<AclOperation>> topics,
    Collection<String> groups,
    Collection<String> transactionalIds) {
  public OwnRights {
    topics = Map.copyOf(topics);
    groups = List.copyOf(groups);
    transactionalIds = List.copyOf(transactionalIds);
  }

  /** Rights on topics alone. */
  public static OwnRights onTopics(Map<String, Set<AclOperation>> topics) {
    return new OwnRights(topics, List.of(), List.of());
  }
}
