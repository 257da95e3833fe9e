package fm.raido.producer.cli;

import fm.raido.schemas.wire.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options that describe one announcement. They are checked as intake checks everything. */
final class AnnouncementOptions {
  @Option(
      names = "--station",
      paramLabel = "NAME",
      defaultValue = "main",
      description =
          "the station; of a file, of the lines that name none (default: ${DEFAULT-VALUE})")
  private String station = "main";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "intro (default), outro, back-announce, station-id, promo or custom")
  private @Nullable String kind;

  @Option(names = "--artist", paramLabel = "NAME", description = "the song's artist")
  private @Nullable String artist;

  @Option(names = "--title", paramLabel = "TITLE", description = "the song's title")
  private @Nullable String title;

  @Option(names = "--album", paramLabel = "TITLE", description = "the song's album")
  private @Nullable String album;

  @Option(names = "--year", paramLabel = "YEAR", description = "the song's year")
  private @Nullable Integer year;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "the words to speak; else the kind's template is used")
  private @Nullable String text;

  @Option(names = "--voice", paramLabel = "VOICE", description = "the voice, for example af_bella")
  private @Nullable String voice;

  @Option(names = "--speed", paramLabel = "N", description = "0.25 to 4")
  private @Nullable Double speed;

  @Option(
      names = "--air-in",
      paramLabel = "TIME",
      description = "never spoken later than so long from now, for example 2m")
  private @Nullable String airIn;

  @Option(
      names = "--air-by",
      paramLabel = "INSTANT",
      description = "never spoken later, for example 2026-11-01T20:15:00Z")
  private @Nullable String airBy;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "the announcement's id (default: made up)")
  private @Nullable String id;

  String station() {
    return station;
  }

  /** Whether any option but the station is there. */
  boolean describesOne() {
    ObjectNode bare = Json.MAPPER.createObjectNode().put("station", station).put("kind", "intro");
    return kind != null || !intake().equals(bare);
  }

  /** The announcement as intake takes it. */
  ObjectNode intake() {
    ObjectNode intake = Json.MAPPER.createObjectNode();
    intake.put("station", station);
    intake.put("kind", kind == null ? "intro" : kind);
    put(intake, "id", id);
    put(intake, "text", text);
    put(intake, "voice", voice);
    put(intake, "airIn", airIn);
    put(intake, "airBy", airBy);
    if (speed != null) {
      intake.put("speed", speed);
    }
    ObjectNode track = Json.MAPPER.createObjectNode();
    put(track, "artist", artist);
    put(track, "title", title);
    put(track, "album", album);
    if (year != null) {
      track.put("year", year);
    }
    if (!track.isEmpty()) {
      intake.set("track", track);
    }
    return intake;
  }

  private static void put(ObjectNode object, String field, @Nullable String value) {
    if (value != null) {
      object.put(field, value);
    }
  }
}
