package fm.raido.producer.intake;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.FieldReader;
import fm.raido.schemas.announcement.RequestLimits;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.announcement.Violation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a raw announcement: the fields of a request, but {@code airIn} (a duration from now) may
 * stand instead of {@code airBy}, the id may be missing, and {@code createdAt} and {@code pass} are
 * ours to say. Every fault is named, not only the first. Safe for use by any thread.
 */
public final class IntakeReader {
  /** The longest {@code airIn}: what waits longer than {@code MAX_WAIT} is never spoken. */
  public static final Duration AIR_IN_MAX = Duration.ofDays(7);

  private final Set<String> stations;
  private final Predicate<String> known;

  /**
   * A reader.
   *
   * @param stations the stations there are; empty: any
   * @param known whether an id was taken before: a repeat may come after its deadline
   */
  public IntakeReader(Set<String> stations, Predicate<String> known) {
    this.stations = Set.copyOf(stations);
    this.known = known;
  }

  /** A reader that leaves to the producer what only the producer knows. */
  public static IntakeReader ofFieldsOnly() {
    return new IntakeReader(Set.of(), id -> false);
  }

  /**
   * Reads one.
   *
   * @param raw the announcement as somebody wrote it
   * @param key an idempotency key to derive the id from, or null; an id in the announcement wins
   * @param now when it came in
   */
  public IntakeReading read(JsonNode raw, @Nullable String key, Instant now) {
    if (!(raw instanceof ObjectNode object)) {
      return new IntakeReading.Invalid(
          List.of(new Violation("", raw.toString(), "must be a JSON object")));
    }
    FieldReader fields = new FieldReader(object);
    RequestReading reading = RequestReader.read(completed(object, fields, key, now));
    List<Violation> violations = new ArrayList<>(fields.violations());
    if (reading instanceof RequestReading.Invalid(List<Violation> faults)) {
      violations.addAll(faults);
    }
    violations.addAll(policyFaults(object, reading, now));
    return reading instanceof RequestReading.Valid(AnnouncementRequest request)
            && violations.isEmpty()
        ? new IntakeReading.Valid(request)
        : new IntakeReading.Invalid(violations);
  }

  /** The document that the request's own reader expects. */
  private static ObjectNode completed(
      ObjectNode raw, FieldReader fields, @Nullable String key, Instant now) {
    ObjectNode document = raw.deepCopy();
    document.remove(List.of("airIn", "pass", "createdAt"));
    document.put("createdAt", now.truncatedTo(ChronoUnit.MILLIS).toString());
    if (raw.hasNonNull("airBy") && raw.hasNonNull("airIn")) {
      fields.fault("airIn", raw.get("airIn"), "must not be given together with airBy");
    } else {
      fields
          .duration("airIn", AIR_IN_MAX)
          .ifPresent(airIn -> document.put("airBy", now.plus(airIn).toString()));
    }
    if (!raw.hasNonNull("id")) {
      JsonNode station = raw.get("station");
      document.put(
          "id",
          key != null && station != null && station.isString()
              ? IntakeId.ofKey(station.stringValue(), key)
              : IntakeId.random());
    }
    return document;
  }

  /** What a well-formed announcement may still do wrong. */
  private List<Violation> policyFaults(ObjectNode raw, RequestReading reading, Instant now) {
    List<Violation> faults = new ArrayList<>();
    String station = stringAt(raw, "station");
    if (station != null
        && RequestLimits.STATION.matcher(station).matches()
        && !stations.isEmpty()
        && !stations.contains(station)) {
      faults.add(
          new Violation(
              "station",
              station,
              "must be a station that is known here: "
                  + String.join(", ", stations.stream().sorted().toList())));
    }
    metadataFaults(raw, faults);
    if (reading instanceof RequestReading.Valid(AnnouncementRequest request)
        && request.airBy() != null
        && !request.airBy().isAfter(now)
        && !known.test(request.id())) {
      String field = raw.hasNonNull("airIn") ? "airIn" : "airBy";
      faults.add(
          new Violation(
              field,
              String.valueOf(stringAt(raw, field)),
              "must be in the future (it is " + now.truncatedTo(ChronoUnit.SECONDS) + " now)"));
    }
    return faults;
  }

  private static void metadataFaults(ObjectNode raw, List<Violation> faults) {
    String kind = stringAt(raw, "kind");
    if (kind == null
        || !AnnouncementKind.of(kind).map(AnnouncementKind::aboutTrack).orElse(false)
        || !(raw.get("track") instanceof ObjectNode track)) {
      return;
    }
    for (String field : new String[] {"title", "artist"}) {
      String value = stringAt(track, field);
      if (value != null && !value.isBlank() && UnknownMetadata.in(value)) {
        faults.add(new Violation("track." + field, value, "must name a real " + field));
      }
    }
  }

  private static @Nullable String stringAt(ObjectNode object, String field) {
    JsonNode node = object.get(field);
    return node != null && node.isString() ? node.stringValue() : null;
  }
}
