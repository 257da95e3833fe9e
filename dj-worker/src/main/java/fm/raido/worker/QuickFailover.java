package fm.raido.worker;

import static org.apache.kafka.clients.CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG;

import fm.raido.schemas.connection.KafkaConnection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How soon a Kafka client turns from a broker that has died or gone silent to the next. A killed
 * broker closes its connections, and everybody sees it. A stopped or unreachable one does not:
 * Kafka's consumers wait 30 s for its answer, and stood still for as long as it did (measured);
 * with these values they follow its successor within half a second.
 */
final class QuickFailover {
  /**
   * The longest wait for an answer: the brokers' own time to replace one of theirs is 1 s at best,
   * so less gains nothing. An answer of the 1 MiB that the worker fetches at once needs this long
   * at 6 Mbit/s; on a slower way the operator must give more. Joining a group, which waits for
   * others, is not cut short: Kafka adds its time.
   */
  private static final int REQUEST_MILLIS = 1_500;

  private static final int SETTLEMENT_REQUEST_MILLIS = 1_000;

  /**
   * To a host that does not answer at all; by default 10 s, growing to 30 s. One lost packet more
   * than TCP repeats after 1 s.
   */
  private static final long CONNECT_MILLIS = 1_500;

  private static final long CONNECT_MAX_MILLIS = 5_000;

  /** Between looks for the new leader, growing; by default 100 ms to 1 s. */
  private static final long RETRY_MILLIS = 50;

  private static final long RETRY_MAX_MILLIS = 200;

  /** A broker that comes back is seen soon; by default after up to 1 s. */
  private static final long RECONNECT_MAX_MILLIS = 500;

  private QuickFailover() {}

  /**
   * The same for settlements: a transaction asks up to three brokers, one after the other, and each
   * may be the silent one, so each has less time; the operator's, where that is set, for all.
   */
  static Map<String, Object> ofSettlements(Map<String, Object> connection) {
    Map<String, Object> settlements = new HashMap<>(connection);
    if (requestMillis(connection) == REQUEST_MILLIS) {
      settlements.put(REQUEST_TIMEOUT_MS_CONFIG, SETTLEMENT_REQUEST_MILLIS);
    }
    return settlements;
  }

  /** How long a client of this connection waits for an answer, in ms. */
  static int requestMillis(Map<String, Object> connection) {
    Object millis = connection.getOrDefault(REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    return Integer.parseInt(millis.toString().strip());
  }

  static Map<String, Object> of(KafkaConnection kafka) {
    return kafka.client(
        Map.of(
            REQUEST_TIMEOUT_MS_CONFIG,
            REQUEST_MILLIS,
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
            CONNECT_MILLIS,
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
            CONNECT_MAX_MILLIS,
            CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG,
            RETRY_MILLIS,
            CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG,
            RETRY_MAX_MILLIS,
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            RECONNECT_MAX_MILLIS));
  }
}
