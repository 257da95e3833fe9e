package fm.raido.controlroom.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.controlroom.access.Caller;
import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.access.Role;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.letters.ReadingTurn;
import fm.raido.controlroom.replay.Forecast;
import fm.raido.controlroom.replay.ReplayEngine;
import fm.raido.controlroom.replay.ReplayPlan;
import fm.raido.controlroom.runs.RunView;
import fm.raido.controlroom.runs.Runs;
import fm.raido.protection.replay.Corrections;
import fm.raido.protection.replay.Pace;
import fm.raido.protection.replay.ReplayVerdict;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters, to be moved back or discarded. */
@RestController
public class ReplaysController {
  private static final int FORECASTS_MAX = 1_000;

  private final Settings settings;
  private final ReplayEngine engine;
  private final Runs runs;
  private final Clock clock;
  private final ReadingTurn turn;

  ReplaysController(
      Settings settings, ReplayEngine engine, Runs runs, Clock clock, ReadingTurn turn) {
    this.turn = turn;
    this.settings = settings;
    this.engine = engine;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * What would happen to the letters that were chosen, in the order in which a run takes them,
   * until as many go as it takes at most.
   *
   * @param go how many would go
   * @param stay how many would stay
   * @param letters the first of them
   */
  record DryRun(int go, int stay, List<Fate> letters) {}

  /**
   * What would happen to one.
   *
   * @param letter its name
   * @param to the key of the new pass, or the topic where bytes go; null where it stays
   * @param why why it stays; null where it goes
   * @param words the same, for people
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Fate(
      String letter,
      boolean goes,
      @Nullable String to,
      @Nullable String why,
      @Nullable String words) {}

  @Needs(Role.OPERATE)
  @PostMapping(path = "/api/replays", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> replay(
      HttpServletRequest http, @RequestAttribute(Caller.ATTRIBUTE) Caller caller)
      throws IOException, BodyFaulty {
    LetterOrder order = new LetterOrder(JsonBody.object(http), clock.instant());
    LetterFilter filter = order.chosen();
    Optional<Pace> pace = order.pace();
    Corrections corrections = order.corrections();
    ReplayPlan plan =
        ReplayPlan.replay(filter, settings, caller.saying(order.who()))
            .limited(pace, order.max(), order.ahead(ReplayPlan.AHEAD))
            .with(order.flag("force"), corrections);
    return answer(order, plan, order.flag("dryRun"));
  }

  @Needs(Role.OPERATE)
  @PostMapping(path = "/api/discards", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> discard(
      HttpServletRequest http, @RequestAttribute(Caller.ATTRIBUTE) Caller caller)
      throws IOException, BodyFaulty {
    LetterOrder order = new LetterOrder(JsonBody.object(http), clock.instant());
    ReplayPlan plan =
        ReplayPlan.replay(order.chosen(), settings, caller.saying(order.who()))
            .limited(Optional.empty(), order.max(), 0)
            .discarding();
    return answer(order, plan, order.flag("dryRun"));
  }

  private ResponseEntity<Object> answer(LetterOrder order, ReplayPlan plan, boolean dryRun) {
    List<Violation> faults = order.faults();
    if (!faults.isEmpty()) {
      return Problem.faulty(faults);
    }
    if (dryRun) {
      return LettersController.inTurn(turn, () -> ok(dryRun(plan)));
    }
    return runs.start(plan)
        .map(run ->
            ResponseEntity.accepted()
                .location(URI.create("/api/replays/" + run.run()))
                .contentType(MediaType.APPLICATION_JSON)
                .body((Object) run))
        .orElseGet(() ->
            Problem.answer(
                Problem.of(
                    HttpStatus.CONFLICT,
                    "run-under-way",
                    "another run goes on: wait for its end, or stop it")));
  }

  private DryRun dryRun(ReplayPlan plan) {
    List<Forecast> forecasts = engine.forecast(plan);
    int go = (int) forecasts.stream().filter(Forecast::goes).count();
    return new DryRun(
        go,
        forecasts.size() - go,
        forecasts.stream().limit(FORECASTS_MAX).map(ReplaysController::fate).toList());
  }

  private static Fate fate(Forecast forecast) {
    String name = forecast.letter().key().toString();
    return forecast
        .verdict()
        .map(verdict -> fate(name, verdict))
        .orElseGet(() -> new Fate(name, true, null, null, null));
  }

  private static Fate fate(String name, ReplayVerdict verdict) {
    return switch (verdict) {
      case ReplayVerdict.GoesAsRequest goes ->
          new Fate(name, true, goes.request().passKey().toString(), null, null);
      case ReplayVerdict.GoesAsBytes goes -> new Fate(name, true, goes.topic(), null, null);
      case ReplayVerdict.Stays stays ->
          new Fate(name, false, null, stays.why().name(), stays.words());
    };
  }

  @Needs(Role.LOOK)
  @GetMapping("/api/replays")
  ResponseEntity<Object> all() {
    return ok(runs.all());
  }

  @Needs(Role.LOOK)
  @GetMapping("/api/replays/{run}")
  ResponseEntity<Object> find(@PathVariable String run) {
    return known(runs.find(run));
  }

  @Needs(Role.OPERATE)
  @DeleteMapping("/api/replays/{run}")
  ResponseEntity<Object> stop(@PathVariable String run) {
    return known(runs.stop(run));
  }

  private static ResponseEntity<Object> known(Optional<RunView> run) {
    return run.map(view -> ok((Object) view))
        .orElseGet(() ->
            Problem.answer(
                Problem.of(
                    HttpStatus.NOT_FOUND,
                    "unknown-run",
                    "not one of the last runs of this program")));
  }

  private static ResponseEntity<Object> ok(Object body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }
}
