package fm.raido.agent.rehearse;

import static fm.raido.schemas.protection.GateCause.HOST_PRESSURE;
import static fm.raido.schemas.protection.GateCause.HOST_SILENT;
import static fm.raido.schemas.protection.PressureLevel.CRITICAL;
import static fm.raido.schemas.protection.PressureLevel.GOING_AWAY;
import static fm.raido.schemas.protection.PressureLevel.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.HostForgotten;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rehearsal as the fold of the protection log sees it. */
class RehearsalTest {
  private static final int COOLDOWN_SECONDS = Math.toIntExact(Stage.COOLDOWN.toSeconds());

  private final Stage stage = new Stage();

  @Test
  void criticalClosesTheGateMarkedAndForItsTimeAndTheCoolDown() {
    stage.agentLives().passes(12).rehearse(CRITICAL, 30, false).passes(1);
    assertThat(stage.causes()).containsExactly(HOST_PRESSURE);
    assertThat(stage.fold().gate(stage.now()).closures().getFirst().detail())
        .isEqualTo("speech host studio is critical: rehearsed by ann (rehearsal)");

    stage.passes(40);
    assertThat(Objects.requireNonNull(stage.end).early()).isEmpty();
    assertThat(stage.causes()).containsExactly(HOST_PRESSURE);
    stage.passes(COOLDOWN_SECONDS);
    assertThat(stage.causes()).as("the agent beats on, the cool-down is over").isEmpty();
  }

  @Test
  void allItsBeatsAreMarked() {
    stage.passes(1).rehearse(CRITICAL, 20, false).passes(25);
    assertThat(stage.log)
        .filteredOn(HostBeat.class::isInstance)
        .hasSizeGreaterThan(5)
        .allMatch(record -> ((HostBeat) record).rehearsal());
  }

  @Test
  void aWarningHoldsThroughTheAgentsOwnBeatsAndEndsWithIt() {
    stage.agentLives().passes(12).rehearse(WARNING, 30, false).passes(1);
    int halved = 0;
    for (int i = 0; i < 100; i++) {
      stage.passes(0.25);
      halved += stage.fold().perMinute(stage.now()) == 5 ? 1 : 0;
    }
    assertThat(halved).as("of 100 looks in 25 s").isGreaterThan(94);
    assertThat(stage.causes()).isEmpty();

    stage.passes(6);
    assertThat(Objects.requireNonNull(stage.end).early()).isEmpty();
    assertThat(stage.fold().perMinute(stage.now())).as("at once").isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 2.5, 5.0, 5.05, 7.3, 29.9})
  void killedWhereNoAgentLivesItLeavesNoSilentHostBehind(double after) {
    stage.rehearse(CRITICAL, 30, false).passes(after).kill();
    stage.passes(0.05);
    assertThat(stage.causes()).containsExactly(HOST_PRESSURE);
    assertThat(stage.causesIn(60)).containsExactly(HOST_PRESSURE);
    assertThat(stage.causesIn(COOLDOWN_SECONDS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 2.5, 5.05, 12.3})
  void killedBesideALivingAgentItLeavesTheHostToThatOne(double after) {
    for (PressureLevel level : new PressureLevel[] {WARNING, CRITICAL}) {
      Stage own = new Stage();
      own.agentLives().passes(8).rehearse(level, 30, false).passes(after).kill();
      own.passes(COOLDOWN_SECONDS + 6);
      assertThat(own.causes()).isEmpty();
      // That agent's silence still means something.
      own.agentDies();
      assertThat(own.passes(16).causes()).containsExactly(HOST_SILENT);
    }
  }

  @Test
  void anAgentThatDiesMeanwhileIsSeenToBeSilent() {
    stage.agentLives().passes(8).rehearse(WARNING, 300, false).passes(2);
    stage.agentDies();
    stage.passes(21);
    assertThat(Objects.requireNonNull(stage.end).early()).contains("has fallen silent");
    assertThat(stage.end.records()).as("no last word").isEmpty();
    assertThat(stage.passes(15).causes()).containsExactly(HOST_SILENT);
  }

  @Test
  void anAgentThatLeavesMeanwhileIsNotLeftBehindAsSilent() {
    stage.agentLives().passes(8).rehearse(CRITICAL, 300, false).passes(2.05);
    stage.agentLeaves();
    stage.passes(0.6).kill();
    assertThat(stage.causesIn(60)).containsExactly(HOST_PRESSURE);
    assertThat(stage.causesIn(COOLDOWN_SECONDS)).isEmpty();
  }

  @Test
  void aWarningEndsWhenTheAgentLeaves() {
    stage.agentLives().passes(8).rehearse(WARNING, 300, false).passes(2.05);
    stage.agentLeaves();
    stage.passes(1);
    assertThat(Objects.requireNonNull(stage.end).early()).contains("gone away");
    assertThat(stage.causesIn(60)).isEmpty();
    assertThat(stage.fold().perMinute(stage.now())).isEqualTo(10);
  }

  @Test
  void anAgentThatStartsMeanwhileIsKnownAndItsSilenceSeen() {
    stage.rehearse(CRITICAL, 300, false).passes(12);
    stage.agentLives().passes(11);
    stage.agentDies();
    stage.passes(40);
    assertThat(Objects.requireNonNull(stage.end).early()).contains("has fallen silent");
    assertThat(stage.causes()).contains(HOST_SILENT);
  }

  @Test
  void realPressureEndsItAndIsNotCalledARehearsal() {
    stage.agentLives().passes(8).rehearse(CRITICAL, 300, false).passes(7);
    stage.agentSays(CRITICAL);
    stage.passes(6);
    assertThat(Objects.requireNonNull(stage.end).early()).contains("it is real now");
    assertThat(stage.fold().gate(stage.now()).closures().getFirst().detail())
        .isEqualTo("speech host studio is critical: all fine");
  }

  @Test
  void stoppedByCtrlCItEndsAsInItsTime() {
    stage.rehearse(CRITICAL, 300, false).passes(3).stop();
    assertThat(stage.log.getLast())
        .isEqualTo(beat(GOING_AWAY, "rehearsed by ann, where no agent runs"));

    Stage lived = new Stage();
    lived.agentLives().passes(8).rehearse(WARNING, 300, false).passes(3).stop();
    assertThat(lived.fold().perMinute(lived.now())).isEqualTo(10);
  }

  @Test
  void liftedTheProtectionEndsAtOnceWithARampAndTheHostIsStillKnown() {
    stage.agentLives().passes(8).rehearse(CRITICAL, 10, true).passes(11);
    assertThat(Objects.requireNonNull(stage.end).lifted()).isTrue();
    assertThat(stage.log).contains(new HostForgotten("studio", "rehearsed by ann"));
    assertThat(stage.causes()).isEmpty();
    assertThat(stage.fold().perMinute(stage.now())).as("a ramp").isEqualTo(1);

    stage.agentDies();
    assertThat(stage.passes(16).causes()).containsExactly(HOST_SILENT);
  }

  @Test
  void liftedWhereNoAgentLivesNothingIsLeft() {
    stage.rehearse(CRITICAL, 10, true).passes(11);
    assertThat(stage.causes()).isEmpty();
    assertThat(stage.causesIn(600)).isEmpty();
  }

  @Test
  void realPressureIsNeverLifted() {
    stage.agentLives();
    stage.agentSays(CRITICAL);
    stage.passes(6);
    stage.agentSays(PressureLevel.NORMAL);
    stage.passes(20).rehearse(CRITICAL, 10, true).passes(11);
    assertThat(Objects.requireNonNull(stage.end).lifted()).isFalse();
    assertThat(stage.causes()).containsExactly(HOST_PRESSURE);
    assertThat(stage.log).noneMatch(HostForgotten.class::isInstance);
  }

  @Test
  void isNotBegunWhereItWouldHideOrLie() {
    assertThat(stage.rehearse(WARNING, 10, false).objection())
        .hasValueSatisfying(why -> assertThat(why).contains("no agent of host studio is heard"));
    assertThat(stage.rehearse(CRITICAL, 10, false).objection()).isEmpty();

    stage.kill();
    stage.agentLives().passes(6);
    assertThat(stage.rehearse(WARNING, 10, false).objection()).isEmpty();
    stage.kill();
    stage.agentSays(CRITICAL);
    assertThat(stage.rehearse(WARNING, 10, false).objection())
        .hasValueSatisfying(why -> assertThat(why).contains("studio is critical: all fine"));
    stage.kill();
    stage.agentDies();
    stage.passes(16);
    assertThat(stage.rehearse(CRITICAL, 10, false).objection())
        .hasValueSatisfying(why -> assertThat(why).contains("raido protect forget studio"));
    stage.kill();
    stage.forget();
    assertThat(stage.rehearse(CRITICAL, 10, false).objection()).isEmpty();
  }

  private static ProtectionRecord beat(PressureLevel level, String reason) {
    return new HostBeat("kokoro", "studio", level, reason, true);
  }
}
