package fm.raido.worker;

import java.util.concurrent.CompletableFuture;

/** The first reason why a program cannot go on; its owner waits for it. */
public final class Fatal {
  private final CompletableFuture<String> reason = new CompletableFuture<>();

  /** Takes note; only the first report counts. */
  public void report(String why) {
    reason.complete(why);
  }

  /** Completes when there is a reason. */
  public CompletableFuture<String> reason() {
    return reason;
  }
}
