package fm.raido.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Tells the counts what became of each batch. */
final class CountedExporter implements SpanExporter {
  private final SpanExporter to;
  private final SpanCounts counts;
  private final Runnable afterwards;

  /**
   * @param afterwards run after each batch, on any thread
   */
  CountedExporter(SpanExporter to, SpanCounts counts, Runnable afterwards) {
    this.to = to;
    this.counts = counts;
    this.afterwards = afterwards;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result;
    try {
      result = to.export(spans);
    } catch (RuntimeException e) {
      // One that has no thread left for it, for instance: the batch is lost as any other.
      result = CompletableResultCode.ofFailure();
    }
    CompletableResultCode told = result;
    return told.whenComplete(() -> {
      counts.ended(count, told.isSuccess());
      afterwards.run();
    });
  }

  @Override
  public CompletableResultCode flush() {
    return to.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return to.shutdown();
  }
}
