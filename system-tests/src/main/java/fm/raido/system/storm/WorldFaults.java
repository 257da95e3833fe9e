package fm.raido.system.storm;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.system.disk.SmallDisk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What happens around workers and brokers: the speech host, the disk, people, rubbish. */
final class WorldFaults {
  private final Stage stage;
  private final FaultAgenda agenda;
  private final Draw draw;

  WorldFaults(Stage stage, FaultAgenda agenda, Draw draw) {
    this.stage = stage;
    this.agenda = agenda;
    this.draw = draw;
  }

  List<Fault> all() {
    List<Fault> all =
        new ArrayList<>(
            List.of(
                new Fault(4, this::hostTrouble),
                new Fault(2, this::operator),
                new Fault(3, this::pressure),
                new Fault(2, this::rubbish)));
    if (stage.disk().isPresent()) {
      all.add(new Fault(2, this::fillDisk));
    }
    return all;
  }

  private Void hostTrouble() {
    Set<String> held = Set.of("host");
    if (agenda.hold(held)) {
      Voice.Ill how = draw.pick(Voice.Ill.values());
      stage.voice().fallIll(how);
      stage.chronicle().did(Deed.HOST_TROUBLE, how.toString());
      agenda.in(
          draw.millis(500, 7_000),
          () -> {
            stage.voice().recover();
            agenda.letGo(held);
            return null;
          });
    }
    return null;
  }

  private Void fillDisk() {
    SmallDisk disk = stage.disk().orElseThrow();
    Set<String> held = Set.of("disk");
    if (agenda.hold(held)) {
      Instant since = Instant.now();
      disk.fill();
      stage.chronicle().did(Deed.FULL_DISK, "full");
      agenda.in(
          draw.millis(500, 5_000),
          () -> {
            disk.free();
            stage.chronicle().storeFailed(since, Instant.now());
            agenda.letGo(held);
            return null;
          });
    }
    return null;
  }

  private Void operator() {
    boolean on = draw.below(3) != 0;
    say(
        new ProtectionRecord.SwitchSet(
            on, "a storm", "prove", on ? draw.millis(500, 5_000) : null));
    stage.chronicle().did(Deed.OPERATOR, "protection " + (on ? "on" : "off"));
    return null;
  }

  /** An agent says so for a while, says that all is well, or says no more. */
  private Void pressure() {
    Set<String> held = Set.of("agent");
    if (!agenda.hold(held)) {
      return null;
    }
    PressureLevel level = draw.below(3) == 0 ? PressureLevel.WARNING : PressureLevel.CRITICAL;
    beat(level);
    stage.chronicle().did(Deed.HOST_PRESSURE, level.toString());
    // Longer than 15 s without a beat is silence, which closes the gate by itself.
    boolean silent = draw.below(4) == 0;
    agenda.in(
        silent ? draw.millis(16_000, 20_000) : draw.millis(500, 4_000),
        () -> {
          beat(PressureLevel.NORMAL);
          agenda.in(
              draw.millis(500, 2_000),
              () -> {
                beat(PressureLevel.GOING_AWAY);
                agenda.letGo(held);
                return null;
              });
          return null;
        });
    return null;
  }

  private void beat(PressureLevel level) {
    say(new ProtectionRecord.HostBeat("kokoro", "speech-host", level, "a storm", false));
  }

  private void say(ProtectionRecord record) {
    stage.feed().send(new Mix.Sent(RaidoRecords.protection(record, "/prove", Instant.now()), null));
  }

  private Void rubbish() {
    stage.feed().send(Mix.rubbishForTheLog(draw.dice()));
    stage.chronicle().did(Deed.RUBBISH, TopicCatalogue.PROTECTION);
    return null;
  }
}
