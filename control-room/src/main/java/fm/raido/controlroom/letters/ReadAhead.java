package fm.raido.controlroom.letters;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Fetches and takes apart the records that come next while those before are looked at: each is
 * about half of the work of a long list. One batch ahead, never more: what is ahead is memory. The
 * source is asked by one thread at a time, and by none once this is closed. For one thread.
 */
final class ReadAhead implements AutoCloseable {
  /**
   * Some records.
   *
   * @param isLast whether nothing comes after them
   */
  record Batch(ConsumerRecords<byte[], byte[]> records, boolean isLast) {}

  private final Supplier<Batch> source;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("raido-letters-ahead").factory());
  private CompletableFuture<Batch> next;

  /** Asks the source for the first batch at once. */
  ReadAhead(Supplier<Batch> source) {
    this.source = source;
    this.next = CompletableFuture.supplyAsync(source, reader);
  }

  /**
   * The next batch; after the last one it must not be called again. What the source throws, it
   * throws.
   */
  Batch take() {
    Batch taken = taken();
    if (!taken.isLast()) {
      next = CompletableFuture.supplyAsync(source, reader);
    }
    return taken;
  }

  private Batch taken() {
    try {
      return next.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default -> throw e;
      }
    }
  }

  /** Waits until the source is no longer asked. */
  @Override
  public void close() {
    reader.close();
  }
}
