package fm.raido.protection.fold;

import static fm.raido.protection.fold.Script.request;
import static fm.raido.protection.fold.Script.second;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionTest {

  /** A story, then at second 10 worker w1 asks with call c for request r. */
  record Row(
      String name,
      TestSettings settings,
      Consumer<Script> story,
      Refusal refusal,
      @Nullable Instant retryAt,
      String detail) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final TestSettings DEFAULTS = TestSettings.DEFAULTS;

  static List<Row> refusals() {
    return List.of(
        new Row(
            "settings of an unknown version",
            DEFAULTS,
            script -> script.append(new SettingsSet(2, 99, DEFAULTS.settings(), "w2")),
            Refusal.NO_SETTINGS,
            null,
            "the settings in force are of a version that this program does not know"),
        new Row(
            "the operator's switch",
            DEFAULTS,
            script -> script.switchOn(Duration.ofMinutes(1)),
            Refusal.GATE_CLOSED,
            second(60),
            "ann: maintenance"),
        new Row(
            "two causes: the later end counts",
            DEFAULTS,
            script -> {
              script.switchOn(Duration.ofMinutes(10));
              script.at(8).beat("kokoro-1", PressureLevel.CRITICAL);
            },
            Refusal.GATE_CLOSED,
            second(600),
            "speech host kokoro-1 is critical: memory 97 %; ann: maintenance"),
        new Row(
            "the breaker",
            DEFAULTS.perMinute(100),
            script -> script.at(1).failed(5),
            Refusal.GATE_CLOSED,
            second(301),
            "5 failed calls in a row"),
        new Row(
            "the host's own wish",
            DEFAULTS,
            script -> {
              script.ask("a", "other");
              script.at(2).end("a", CallResult.OVERLOADED, Duration.ofSeconds(30));
            },
            Refusal.GATE_CLOSED,
            second(32),
            "the speech host asked to be left alone for 30 s"),
        new Row(
            "a live lease, before used attempts",
            DEFAULTS.attempts(1),
            script -> script.ask("a", "r"),
            Refusal.LEASE_LIVE,
            second(47),
            "call a of worker w1 is on its way"),
        new Row(
            "a timed-out call that keeps its slot",
            DEFAULTS,
            script -> {
              script.ask("a", "r");
              script.at(5).end("a", CallResult.TIMED_OUT);
            },
            Refusal.LEASE_LIVE,
            second(47),
            "call a of worker w1 is on its way"),
        new Row(
            "used attempts, before a repeated call",
            DEFAULTS.attempts(1),
            script -> {
              script.ask("c", "r");
              script.end("c", CallResult.BROKEN);
            },
            Refusal.ATTEMPTS_USED,
            null,
            "1 of 1 used"),
        new Row(
            "a repeated call",
            DEFAULTS,
            script -> {
              script.ask("c", "r");
              script.end("c", CallResult.BROKEN);
            },
            Refusal.CALL_REPEATED,
            null,
            "call c was asked before"),
        new Row(
            "a call that was refused before",
            DEFAULTS.inFlight(1),
            script -> {
              script.ask("a", "other");
              script.ask("c", "r");
              script.end("a", CallResult.SPOKEN);
            },
            Refusal.CALL_REPEATED,
            null,
            "call c was asked before"),
        new Row(
            "a spent rate, before slots",
            DEFAULTS.perMinute(2).inFlight(2),
            script -> {
              script.ask("a", "other");
              script.at(3).ask("b", "another");
            },
            Refusal.RATE_SPENT,
            second(60),
            "2 calls in the last minute, 2 allowed"),
        new Row(
            "a token is not given back",
            DEFAULTS.perMinute(1),
            script -> {
              script.ask("a", "r");
              script.end("a", CallResult.UNUSED);
            },
            Refusal.RATE_SPENT,
            second(60),
            "1 calls in the last minute, 1 allowed"),
        new Row(
            "taken slots",
            DEFAULTS.inFlight(2),
            script -> {
              script.ask("a", "other");
              script.at(3).ask("b", "another");
            },
            Refusal.SLOTS_TAKEN,
            second(47),
            "2 calls in flight, 2 allowed"),
        new Row(
            "slots halved by a warning",
            DEFAULTS.inFlight(3),
            script -> {
              script.ask("a", "other");
              script.at(3).ask("b", "another");
              script.at(8).beat("kokoro-1", PressureLevel.WARNING);
            },
            Refusal.SLOTS_TAKEN,
            second(47),
            "2 calls in flight, 2 allowed"),
        new Row(
            "a probe while nobody needs one",
            DEFAULTS,
            script -> script.called("a", CallResult.SPOKEN),
            Refusal.BREAKER_HALF_OPEN,
            null,
            "no probe is wanted: the breaker is closed"),
        new Row(
            "failures and calls in flight at the limit",
            DEFAULTS.perMinute(100).inFlight(100),
            script -> {
              script.ask("a", "other");
              script.at(2).failed(4);
            },
            Refusal.BREAKER_AT_LIMIT,
            second(47),
            "4 failures and 1 calls in flight"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesByTheFirstRuleThatForbids(Row row) {
    Script script = Script.with(row.settings());
    row.story().accept(script);
    script.at(10);
    Ask ask =
        row.refusal() == Refusal.BREAKER_HALF_OPEN
            ? new Ask.Probe("c", "w1", false)
            : new Ask.Call("c", request("r"), "w1");

    Verdict expected = script.fold.expect(ask, script.now());
    Verdict given = ask instanceof Ask.Probe ? script.probe("c") : script.ask("c", "r");

    assertThat(given)
        .isEqualTo(
            new Verdict.Refused(row.refusal(), Optional.ofNullable(row.retryAt()), row.detail()));
    assertThat(expected).isEqualTo(given);
  }

  @Test
  void coversEveryRefusal() {
    assertThat(refusals().stream().map(Row::refusal)).contains(Refusal.values());
  }

  @Test
  void grantsNothingBeforeTheFirstSettings() {
    Script script = new Script();

    assertThat(script.ask("c", "r"))
        .isEqualTo(
            new Verdict.Refused(Refusal.NO_SETTINGS, Optional.empty(), "no settings are in force"));
  }

  @Test
  void grantsALeaseOfCallTimeOutGraceAndTwoSeconds() {
    Script script = Script.with(DEFAULTS).at(10);

    assertThat(script.ask("c", "r"))
        .isEqualTo(
            new Verdict.Granted(
                new Lease(
                    "c",
                    "w1",
                    Optional.of(request("r")),
                    false,
                    0,
                    second(10),
                    second(57),
                    false)));
  }

  @Test
  void aGrantCountsForExactlySixtySeconds() {
    Script script = Script.with(DEFAULTS.perMinute(1)).at(0);
    script.called("a", CallResult.SPOKEN);

    assertThat(script.at(59.999).expect("r")).isInstanceOf(Verdict.Refused.class);
    assertThat(script.at(60).expect("r")).isInstanceOf(Verdict.Granted.class);
  }

  @Test
  void aCallIdIsRememberedForAnHour() {
    Script script = Script.with(DEFAULTS);
    script.called("c", CallResult.SPOKEN);

    assertThat(Script.refusal(script.at(3599.999).ask("c", "r"))).contains(Refusal.CALL_REPEATED);
    assertThat(Script.refusal(script.at(3600).ask("c", "r"))).isEmpty();
  }

  @Test
  void theRampStepsUpBeforeTheOldestGrantLeaves() {
    // Half-open after 300 s, the probe closes it at 301 with a ramp of 1, 2, 5 and 10 a minute.
    Script script = Script.with(DEFAULTS).failed(5).at(301);
    script.probe("p");
    script.end("p", CallResult.SPOKEN);

    // The probe itself is the one grant of the first minute; at 361 it leaves and two are allowed.
    assertThat(Script.retryAt(script.expect("r"))).contains(second(361));
    script.at(361).called("a", CallResult.SPOKEN).called("b", CallResult.SPOKEN);
    // At 421 both leave, and five are allowed.
    assertThat(Script.retryAt(script.expect("r"))).contains(second(421));
    script.at(420).expect("r");
    assertThat(script.fold.perMinute(script.now())).isEqualTo(2);
    assertThat(script.at(421).fold.perMinute(script.now())).isEqualTo(5);
    for (int n = 0; n < 5; n++) {
      script.at(479).called("c" + n, CallResult.SPOKEN);
    }
    // Five grants of a second ago: not their leaving but the last step lets the next one.
    assertThat(Script.retryAt(script.at(480).expect("r"))).contains(second(481));
    assertThat(Script.refusal(script.at(481).expect("r"))).isEmpty();
  }
}
