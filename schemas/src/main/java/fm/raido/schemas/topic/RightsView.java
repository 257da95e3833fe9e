package fm.raido.schemas.topic;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.acl.AclOperation;

/** Asks the brokers what one may do. */
final class RightsView {
  private final Admin admin;
  private final AdminCalls calls;
  private final String bootstrap;

  RightsView(Admin admin, AdminCalls calls, String bootstrap) {
    this.admin = admin;
    this.calls = calls;
    this.bootstrap = bootstrap;
  }

  /**
   * Which rights are missing, one finding for each resource.
   *
   * @throws TopicsNotReady if the brokers say nothing of the topics
   */
  List<TopicFinding> missing(OwnRights needed) {
    List<TopicFinding> missing = new ArrayList<>();
    admin
        .describeTopics(
            TopicCollection.ofTopicNames(needed.topics().keySet()),
            new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues()
        .forEach((name, future) -> {
          Set<AclOperation> given =
              calls.answer(future, "topic " + name + ": ").authorizedOperations();
          // Brokers before 2.3 do not say.
          if (given != null) {
            missing(name, needed.topics(), given, missing);
          }
        });
    // Both ask for the right to look alone, which comes with every other; nobody need be there, and
    // a new cluster may need its time to say so.
    for (String group : needed.groups()) {
      calls
          .refusal(
              requireNonNull(
                  admin.describeConsumerGroups(List.of(group)).describedGroups().get(group)),
              "group " + group + ": ")
          .ifPresent(missing::add);
    }
    for (String id : needed.transactionalIds()) {
      calls
          .refusal(
              admin.describeTransactions(List.of(id)).description(id),
              "transactional id " + id + ": ")
          .ifPresent(missing::add);
    }
    return missing;
  }

  private void missing(
      String topic,
      Map<String, Set<AclOperation>> needed,
      Set<AclOperation> given,
      List<TopicFinding> to) {
    Set<String> lacking = new TreeSet<>();
    for (AclOperation operation : needed.getOrDefault(topic, Set.of())) {
      if (!given.contains(operation)) {
        lacking.add(operation.name().toLowerCase(Locale.ROOT));
      }
    }
    if (!lacking.isEmpty()) {
      to.add(
          new TopicFinding.Refused(
              bootstrap, "topic %s: no right to %s".formatted(topic, String.join(", ", lacking))));
    }
  }
}
