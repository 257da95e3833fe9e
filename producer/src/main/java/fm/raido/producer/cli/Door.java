package fm.raido.producer.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A way to hand announcements in and to ask after them. */
interface Door extends AutoCloseable {

  /**
   * Hands one in, once.
   *
   * @param intake as intake takes it
   * @param key an idempotency key, or null
   */
  DoorAnswer send(ObjectNode intake, @Nullable String key) throws InterruptedException;

  /** What is known of an id, as {@code GET /v1/announcements/{id}} shows it, or empty. */
  Optional<JsonNode> find(String id) throws InterruptedException;

  @Override
  void close();
}
