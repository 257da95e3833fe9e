package fm.raido.controlroom.deadletters;

import fm.raido.controlroom.Printable;
import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.replay.ReplayListener;
import fm.raido.controlroom.replay.ReplayProgress;
import fm.raido.controlroom.replay.ReplayProgress.Stage;
import fm.raido.protection.replay.ReplayVerdict.Stays;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows a run: a bar with the time left on a terminal; elsewhere a line when it begins to wait, and
 * when it goes on. Letters that stay are told with their reasons, the first of them.
 */
final class RunScreen implements ReplayListener, AutoCloseable {
  private static final int STAYS_TOLD = 20;

  private final PrintWriter out;
  private final Optional<ProgressBar> bar;
  private final boolean quiet;
  private String waiting = "";
  private int stays;

  /**
   * @param terminal whether there is one
   * @param quiet whether only the end is told
   */
  RunScreen(PrintWriter out, String task, boolean terminal, boolean quiet) {
    this.out = out;
    this.quiet = quiet;
    this.bar =
        terminal && !quiet
            ? Optional.of(
                new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(-1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build())
            : Optional.empty();
  }

  @Override
  public void progress(ReplayProgress progress) {
    bar.ifPresent(it -> {
      it.maxHint(progress.chosen());
      it.stepTo(progress.chosen() - progress.left());
      it.setExtraMessage(
          progress.waitingFor().isEmpty()
              ? ""
              : " waits: " + Printable.line(progress.waitingFor()));
    });
    if (!quiet && bar.isEmpty()) {
      tell(progress);
    }
  }

  private void tell(ReplayProgress progress) {
    // The end of a wait is counted down in its words: only another cause is news.
    String now = progress.waitingFor().replaceAll("[0-9]+", "#");
    if (progress.stage() == Stage.WAITING && !now.equals(waiting)) {
      line("waiting: " + progress.waitingFor());
    } else if (progress.stage() == Stage.MOVING && !waiting.isEmpty()) {
      line("going on");
    }
    waiting = now;
  }

  @Override
  public void stays(Letter letter, Stays why) {
    stays++;
    if (!quiet && stays <= STAYS_TOLD) {
      line("stays: " + letter.key() + ": " + Printable.line(why.words(), 300));
    } else if (!quiet && stays == STAYS_TOLD + 1) {
      line("stays: … more; --dry-run tells all of them");
    }
  }

  private void line(String words) {
    out.println(Printable.line(words));
    out.flush();
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
