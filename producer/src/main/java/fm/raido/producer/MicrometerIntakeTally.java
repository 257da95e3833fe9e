package fm.raido.producer;

import fm.raido.producer.intake.IntakeTally;
import fm.raido.schemas.announcement.AnnouncementKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts with Micrometer; every counter exists from the start, at zero. */
final class MicrometerIntakeTally implements IntakeTally {
  private final Map<AnnouncementKind, Counter> taken = new EnumMap<>(AnnouncementKind.class);
  private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);
  private final Counter duplicates;

  MicrometerIntakeTally(MeterRegistry registry) {
    for (AnnouncementKind kind : AnnouncementKind.values()) {
      taken.put(
          kind,
          Counter.builder("raido.intake.taken")
              .description("Announcements that the brokers have")
              .tag("kind", kind.wireName())
              .register(registry));
    }
    for (Reason reason : Reason.values()) {
      refused.put(
          reason,
          Counter.builder("raido.intake.refused")
              .description("Announcements or bodies that were refused")
              .tag("reason", reason.label())
              .register(registry));
    }
    duplicates =
        Counter.builder("raido.intake.duplicates")
            .description("Repeats that were answered without a second record")
            .register(registry);
  }

  @Override
  public void taken(AnnouncementKind kind) {
    increment(taken.get(kind));
  }

  @Override
  public void duplicate() {
    duplicates.increment();
  }

  @Override
  public void refused(Reason reason) {
    increment(refused.get(reason));
  }

  private static void increment(@org.jspecify.annotations.Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
