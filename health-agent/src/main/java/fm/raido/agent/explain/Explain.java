package fm.raido.agent.explain;

import fm.raido.agent.OwnLooks;
import fm.raido.agent.publish.Pulse;
import fm.raido.schemas.wire.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for a moment and explains. It publishes nothing and needs no broker. */
public final class Explain {
  /** Use of CPU is the growth between two readings a second apart: then everything is known. */
  private static final Duration ABOUT_A_SECOND = Duration.ofMillis(1_300);

  /** A machine that starves its agent is given more time for the first look. */
  private static final Duration FIRST_LOOK_MAX = Duration.ofSeconds(10);

  private final OwnLooks looks;
  private final Explainer explainer;

  /**
   * @param service the speech service
   * @param host the host's name
   */
  public Explain(OwnLooks looks, String service, String host) {
    this.looks = looks;
    this.explainer = new Explainer(service, host, looks.thresholds());
  }

  /**
   * Looks for that time, or about a second, and prints.
   *
   * @return whether there was anything to look at
   */
  public boolean run(Optional<Duration> time, boolean json, PrintWriter out) {
    long begun = System.nanoTime();
    long nanos = time.orElse(ABOUT_A_SECOND).toNanos();
    Pulse latest = null;
    long most = Math.max(nanos, FIRST_LOOK_MAX.toNanos());
    while (System.nanoTime() - begun < (latest == null ? most : nanos) && !looks.isStopped()) {
      Pulse pulse = looks.sample();
      latest = pulse == null ? latest : pulse;
    }
    print(latest, Duration.ofMillis((System.nanoTime() - begun) / 1_000_000), json, out);
    return latest != null;
  }

  private void print(@Nullable Pulse pulse, Duration looked, boolean json, PrintWriter out) {
    if (pulse == null) {
      return;
    }
    Duration tenths = Duration.ofMillis(looked.toMillis() / 100 * 100);
    Explanation explained = explainer.explain(pulse, looks.limits(), tenths);
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(explained));
    } else {
      ExplanationText.lines(explained, explainer.standings(pulse), looks.thresholds())
          .forEach(out::println);
    }
    out.flush();
  }
}
