package fm.raido.producer.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a file has got. */
interface Progress extends AutoCloseable {

  /** One more is done. */
  void step(SentEntry entry);

  @Override
  void close();

  /** A bar on standard error; only what was not taken is worth a line of its own, afterwards. */
  static Progress bar(String task, long entries) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(entries)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .hideEta()
            .build();
    return new Progress() {
      @Override
      public void step(SentEntry entry) {
        bar.step();
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }

  /** A line for each, where there is no terminal. */
  static Progress lines(PrintWriter out) {
    return new Progress() {
      @Override
      public void step(SentEntry entry) {
        out.println(entry.words());
        out.flush();
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  /** Nothing. */
  static Progress silent() {
    return lines(new PrintWriter(java.io.Writer.nullWriter()));
  }
}
