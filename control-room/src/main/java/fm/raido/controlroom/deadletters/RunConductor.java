package fm.raido.controlroom.deadletters;

import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.Printable;
import fm.raido.controlroom.replay.Forecast;
import fm.raido.controlroom.replay.PlanRefused;
import fm.raido.controlroom.replay.ReplayEngine;
import fm.raido.controlroom.replay.ReplayPlan;
import fm.raido.controlroom.replay.ReplayProgress;
import fm.raido.controlroom.replay.ReplayResult;
import fm.raido.controlroom.replay.StopSignal;
import fm.raido.protection.replay.Hindrance;
import fm.raido.protection.replay.ReplayVerdict;
import fm.raido.protection.replay.ReplayVerdict.GoesAsBytes;
import fm.raido.protection.replay.ReplayVerdict.GoesAsRequest;
import fm.raido.protection.replay.ReplayVerdict.Stays;
import fm.raido.schemas.wire.Json;
import java.io.Console;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a plan in the foreground, so that Ctrl-C ends it between two transactions. */
final class RunConductor {
  /** A transaction that waits for its brokers ends in that time, and what is left of it with it. */
  private static final long STOP_SECONDS = 15;

  private final CommandSpec spec;
  private final ReplayEngine engine;
  private final boolean json;

  RunConductor(CommandSpec spec, ReplayEngine engine, boolean json) {
    this.spec = spec;
    this.engine = engine;
    this.json = json;
  }

  /** Does it; the exit code. */
  int run(ReplayPlan plan, boolean namesIds) {
    StopSignal stop = new StopSignal();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = Thread.ofPlatform().name("stop-replay").unstarted(() -> stopAndWait(stop, ended));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      ReplayResult result;
      boolean terminal =
          Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
      try (RunScreen screen = new RunScreen(out(), plan.action().name(), terminal, json)) {
        result = engine.run(plan, screen, stop);
      }
      return tell(plan, result, namesIds);
    } finally {
      ended.countDown();
      removeHook(hook);
    }
  }

  private static void stopAndWait(StopSignal stop, CountDownLatch ended) {
    stop.stop();
    try {
      // Whether it ends in time or not: a transaction is done whole or not at all.
      var _ = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs.
    }
  }

  private int tell(ReplayPlan plan, ReplayResult result, boolean namesIds) {
    ReplayProgress end = result.end();
    boolean isWell =
        result.isComplete() && (end.chosen() == 0 ? !namesIds : end.done() + end.byOthers() > 0);
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("run", plan.run());
      line.put("action", plan.action().done());
      line.put("chosen", end.chosen());
      line.put("done", end.done());
      line.put("stayed", new TreeMap<>(result.stayed()));
      line.put("byOthers", end.byOthers());
      line.put("left", end.left());
      line.put("stopped", result.stopped());
      line.put("failure", result.failure());
      out().println(Json.MAPPER.writeValueAsString(line));
    } else if (end.chosen() == 0 && result.failure().isEmpty()) {
      error("no dead letter matches");
    } else {
      out().println(words(plan, result));
    }
    out().flush();
    if (!result.failure().isEmpty()) {
      error(result.failure());
    }
    return isWell ? PlainErrors.OK : PlainErrors.FAILED;
  }

  private static String words(ReplayPlan plan, ReplayResult result) {
    ReplayProgress end = result.end();
    StringBuilder words = new StringBuilder();
    words.append(result.stopped() ? "stopped: " : "");
    words.append("run %s: %d %s".formatted(plan.run(), end.done(), plan.action().done()));
    if (end.stayed() > 0) {
      words.append(", %d stayed (%s)".formatted(end.stayed(), reasons(result.stayed())));
    }
    if (end.byOthers() > 0) {
      words.append(", %d taken by another run".formatted(end.byOthers()));
    }
    if (end.left() > 0) {
      words.append(", %d left: the same command goes on with them".formatted(end.left()));
    }
    return words.toString();
  }

  private static String reasons(Map<Hindrance, Integer> stayed) {
    return new TreeMap<>(stayed)
        .entrySet().stream()
            .map(it ->
                it.getValue() + " " + it.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(", "));
  }

  /** Says what would happen; the exit code. */
  int dryRun(ReplayPlan plan, boolean namesIds) {
    List<Forecast> forecasts;
    try {
      forecasts = engine.forecast(plan);
    } catch (PlanRefused e) {
      error(String.valueOf(e.getMessage()));
      return PlainErrors.FAILED;
    }
    forecasts.forEach(
        forecast -> out().println(json ? json(forecast) : Printable.line(line(forecast))));
    long go = forecasts.stream().filter(Forecast::goes).count();
    if (forecasts.isEmpty()) {
      error("no dead letter matches");
    } else if (!json) {
      out()
          .println(
              "%d would be %s, %d would stay"
                  .formatted(go, plan.action().done(), forecasts.size() - go));
    }
    out().flush();
    return forecasts.isEmpty() && namesIds ? PlainErrors.FAILED : PlainErrors.OK;
  }

  private static String line(Forecast forecast) {
    String name = forecast.letter().key().toString();
    return forecast.verdict().map(verdict -> line(name, verdict)).orElse("discarded: " + name);
  }

  private static String line(String name, ReplayVerdict verdict) {
    return switch (verdict) {
      case GoesAsRequest goes -> "goes:  " + name + " as " + goes.request().passKey();
      case GoesAsBytes goes -> "goes:  " + name + " to " + goes.topic();
      case Stays stays -> "stays: " + name + ": " + Printable.line(stays.words(), 300);
    };
  }

  private static String json(Forecast forecast) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("letter", forecast.letter().key().toString());
    line.put("goes", forecast.goes());
    forecast
        .verdict()
        .ifPresent(verdict -> {
          switch (verdict) {
            case GoesAsRequest goes -> line.put("as", goes.request());
            case GoesAsBytes goes -> line.put("to", goes.topic());
            case Stays stays -> {
              line.put("why", stays.why());
              line.put("words", stays.words());
            }
          }
        });
    return Json.MAPPER.writeValueAsString(line);
  }

  private void error(String words) {
    spec.commandLine().getErr().println(Printable.line(words));
    spec.commandLine().getErr().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
