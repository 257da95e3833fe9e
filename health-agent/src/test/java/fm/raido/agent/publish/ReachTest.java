package fm.raido.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import fm.raido.schemas.connection.KafkaConnection;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ReachTest {
  private static final long SECOND = 1_000_000_000;

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Reach.class);
  private final Reach reach =
      new Reach("beats", "raido.protection", KafkaConnection.plain("kafka:9092"));

  @BeforeEach
  void listen() {
    said.start();
    logger.addAppender(said);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(said);
  }

  @Test
  void aMissingTopicIsNamedWithWhatToDo() {
    TimeoutException missing =
        new TimeoutException("not in metadata", new UnknownTopicOrPartitionException());
    reach.failed(missing, 0);
    assertThat(words())
        .containsExactly(
            "health: no beats arrive: topic raido.protection is missing on kafka:9092: run \"raido"
                + " topics apply\"; trying on");
    assertThat(Reach.isMissingTopic(missing)).isTrue();
    assertThat(Reach.isMissingTopic(new TimeoutException("away"))).isFalse();
  }

  @Test
  void anOutageIsSaidOnceThenEachMinuteAndWhenItEnds() {
    for (int second = 0; second <= 70; second++) {
      reach.failed(new TimeoutException("away"), second * SECOND);
    }
    reach.arrived(Duration.ofSeconds(71).toNanos());
    reach.arrived(Duration.ofSeconds(76).toNanos());
    String away = "health: no beats arrive: the brokers at kafka:9092 do not answer; trying on";
    assertThat(words()).containsExactly(away, away, "health: beats arrive again after 71 s");
  }

  @Test
  void aNameThatCannotBeResolvedIsSaidAsItIs() {
    reach.failed(
        new KafkaException("Failed to construct", new ConfigException("No resolvable urls")), 0);
    assertThat(words())
        .containsExactly(
            "health: no beats arrive: the brokers at kafka:9092 cannot be used: No resolvable urls;"
                + " trying on");
  }

  private List<String> words() {
    return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
