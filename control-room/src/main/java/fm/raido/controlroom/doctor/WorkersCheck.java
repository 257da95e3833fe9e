package fm.raido.controlroom.doctor;

import fm.raido.protection.fold.LastWord;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Are there workers, and what do they say of themselves? */
final class WorkersCheck implements Check {
  /** A worker that left the group for a cause of its own has said so within this time. */
  private static final Duration LATELY = Duration.ofHours(1);

  private static final Set<GateCause> LEAVES =
      Set.of(GateCause.WORKER_CUT_OFF, GateCause.LOG_UNREADABLE);

  private final Cluster cluster;

  WorkersCheck(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "workers";
  }

  @Override
  public List<Finding> look() {
    LogPicture log = cluster.log();
    return judge(members(), log.workers(), log.at());
  }

  /** How many partitions each member has, by its name. */
  private Map<String, Integer> members() {
    KafkaFuture<ConsumerGroupDescription> group =
        cluster
            .admin()
            .describeConsumerGroups(List.of(TopicCatalogue.WORKERS_GROUP))
            .describedGroups()
            .get(TopicCatalogue.WORKERS_GROUP);
    Map<String, Integer> members = new TreeMap<>();
    if (group == null) {
      return members;
    }
    try {
      group.get(Cluster.PATIENCE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return members; // It has never had one.
      }
    } catch (java.util.concurrent.TimeoutException e) {
      // Told below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cluster
        .answer(group)
        .members()
        .forEach(
            member -> members.put(member.clientId(), member.assignment().topicPartitions().size()));
    return members;
  }

  static List<Finding> judge(Map<String, Integer> members, List<LastWord> words, Instant now) {
    List<Finding> findings = new ArrayList<>();
    if (members.isEmpty()) {
      findings.add(
          new Finding.Wrong(
              "no worker is in the group: requests wait, deadlines pass", "raido worker"));
    } else {
      findings.add(
          new Finding.Good(
              "%d in the group, with %d partitions: %s"
                  .formatted(
                      members.size(),
                      members.values().stream().mapToInt(Integer::intValue).sum(),
                      String.join(", ", members.keySet()))));
    }
    for (LastWord word : words) {
      boolean counts =
          members.containsKey(word.said().worker())
              || (word.said().causes().stream().anyMatch(LEAVES::contains)
                  && word.at().plus(LATELY).isAfter(now));
      if (counts && !word.said().stopping()) {
        new TreeSet<>(word.said().causes())
            .forEach(cause -> findings.add(own(word.said().worker(), cause)));
      }
    }
    return findings;
  }

  private static Finding own(String worker, GateCause cause) {
    return switch (cause) {
      case PROVIDER_DISABLED ->
          new Finding.Warning(
              "%s was started with DJ_PROVIDER=disabled and asks for no speech".formatted(worker),
              "change .env, then docker compose up -d (restart does not read .env again)");
      case STORE_FAILED ->
          new Finding.Wrong(
              worker + " cannot write the audio store", "df -h (where the store lies)");
      case WORKER_CUT_OFF ->
          new Finding.Wrong(
              worker + " does not reach the speech host, and others do",
              "look at the network between them; raido status");
      case LOG_UNREACHABLE ->
          new Finding.Wrong(
              worker + " does not read its own asks back in time: brokers or network are slow",
              "raido status");
      case LOG_UNREADABLE ->
          new Finding.Wrong(
              worker + " does not know the rules that the protection log follows: it is too old",
              "update and restart that worker");
      // Not a worker's own: the gate's line has them.
      case BREAKER_OPEN, HOST_PRESSURE, HOST_SILENT, OPERATOR, RETRY_AFTER ->
          new Finding.Warning(worker + " says " + cause, "raido status");
    };
  }
}
