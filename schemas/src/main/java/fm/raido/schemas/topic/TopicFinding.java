package fm.raido.schemas.topic;

/**
 * One way in which the cluster differs from the catalogue. Each says in one line what is wrong and
 * what to type.
 */
public sealed interface TopicFinding {

  /** What is wrong and what to do, in one line for a person. */
  String words();

  /** Whether a program that needs the topic must not start; else it is only less than asked for. */
  boolean blocks();

  /** The topic is not there. */
  record Missing(String topic) implements TopicFinding {
    @Override
    public String words() {
      return "topic %s is missing: type `raido topics apply`".formatted(topic);
    }

    @Override
    public boolean blocks() {
      return true;
    }
  }

  /** Outcomes or letters have fewer partitions than requests, beside which they must lie. */
  record TooFewPartitions(String topic, int has, int needs) implements TopicFinding {
    @Override
    public String words() {
      return "topic %s has %d partitions and needs %d, as many as %s has: type `raido topics apply --force`"
          .formatted(topic, has, needs, TopicCatalogue.REQUESTS);
    }

    @Override
    public boolean blocks() {
      return true;
    }
  }

  /** The protection log has more than one partition, so that its records have no one order. */
  record NotOnePartition(String topic, int has) implements TopicFinding {
    @Override
    public String words() {
      return "topic %s has %d partitions and must have exactly 1: stop the workers, delete the topic with Kafka's own tools, then type `raido topics apply`"
          .formatted(topic, has);
    }

    @Override
    public boolean blocks() {
      return true;
    }
  }

  /** There are fewer partitions than the setting asks for; everything works all the same. */
  record FewerPartitions(String topic, int has, int wanted) implements TopicFinding {
    @Override
    public String words() {
      return "topic %s has %d partitions, PARTITIONS asks for %d: to raise them, type `raido topics apply --force`"
          .formatted(topic, has, wanted);
    }

    @Override
    public boolean blocks() {
      return false;
    }
  }

  /** There are fewer replicas than the setting asks for; everything works all the same. */
  record FewerReplicas(String topic, int has, int wanted) implements TopicFinding {
    @Override
    public String words() {
      return "topic %s has %d %s of each partition, REPLICATION asks for %d: add them with Kafka's own tools (kafka-reassign-partitions)"
          .formatted(topic, has, has == 1 ? "replica" : "replicas", wanted);
    }

    @Override
    public boolean blocks() {
      return false;
    }
  }

  /**
   * A topic setting has a wrong value.
   *
   * @param needs what the value must be, in words such as {@code at least 604800000}
   */
  record WrongConfig(String topic, String config, String has, String needs)
      implements TopicFinding {
    @Override
    public String words() {
      return "topic %s has %s=%s and needs %s: type `raido topics apply --force`"
          .formatted(topic, config, has, needs);
    }

    @Override
    public boolean blocks() {
      return true;
    }
  }

  /** Kafka answered with a refusal. */
  record Refused(String bootstrap, String why) implements TopicFinding {
    @Override
    public String words() {
      return "Kafka at %s refuses: %s".formatted(bootstrap, why);
    }

    @Override
    public boolean blocks() {
      return true;
    }
  }

  /** Kafka did not answer. */
  record Unreachable(String bootstrap, String why) implements TopicFinding {
    @Override
    public String words() {
      return "cannot reach Kafka at %s: %s".formatted(bootstrap, why);
    }

    @Override
    public boolean blocks() {
      return true;
    }
  }
}
