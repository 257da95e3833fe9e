package fm.raido.producer.file;

import fm.raido.schemas.wire.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an M3U playlist: one intro a track. The track is what {@code #EXTINF} says ({@code Artist -
 * Title}, with {@code #EXTART} and {@code #EXTALB} where given), else the file's name.
 */
final class M3uPlaylist {
  /** {@code #EXTINF:213 logo="x",Artist - Title}: what stands behind the comma outside quotes. */
  private static final Pattern EXTINF =
      Pattern.compile("#EXTINF:\\s*-?[\\d.]*(?:[^,\"]|\"[^\"]*\")*,(.*)");

  private static final Pattern ARTIST_TITLE = Pattern.compile("(.+?)\\s+[-\u2013\u2014]\\s+(.+)");

  /** "07 - Artist - Title", "07. Artist - Title". */
  private static final Pattern NUMBERED =
      Pattern.compile("\\d{1,3}(?:\\s*\\.\\s*|\\s+-\\s+)(.+\\s[-\u2013\u2014]\\s.+)");

  /** "03 - Title": a track number is no artist. */
  private static final Pattern TITLE_ALONE =
      Pattern.compile("\\d{1,2}\\s+-\\s+(?:(?!\\s[-\u2013\u2014]\\s).)*");

  private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

  private final String station;
  private final List<ShowEntry> entries = new ArrayList<>();
  private @Nullable String name;
  private @Nullable String artist;
  private @Nullable String album;
  private int nameLine;

  private M3uPlaylist(String station) {
    this.station = station;
  }

  static List<ShowEntry> read(List<TextLine> lines, String station) {
    M3uPlaylist playlist = new M3uPlaylist(station);
    for (TextLine line : lines) {
      playlist.line(line.number(), line.utf8OrWindows().strip());
    }
    playlist.end();
    return playlist.entries;
  }

  private void line(int number, String text) {
    if (text.startsWith("#EXTINF:")) {
      end();
      Matcher extinf = EXTINF.matcher(text);
      name = extinf.matches() ? group(extinf, 1).strip() : "";
      nameLine = number;
    } else if (text.startsWith("#EXTART:")) {
      artist = text.substring("#EXTART:".length()).strip();
    } else if (text.startsWith("#EXTALB:")) {
      album = text.substring("#EXTALB:".length()).strip();
    } else if (!text.isEmpty() && !text.startsWith("#")) {
      entries.add(track(number, text));
      name = null;
      artist = null;
      album = null;
    }
  }

  /** An {@code #EXTINF} that no file follows is a hole in the playlist. */
  private void end() {
    if (name != null) {
      entries.add(
          ShowEntry.Fault.of(nameLine, "", "#EXTINF " + name, "must be followed by a file"));
      name = null;
    }
  }

  private ShowEntry track(int number, String file) {
    String fileName = fileName(file);
    Optional<ObjectNode> track = Optional.empty();
    if (name != null && !name.isEmpty()) {
      track = artist != null && !artist.isEmpty() ? Optional.of(track(artist, name)) : split(name);
    }
    if (track.isEmpty() && !TITLE_ALONE.matcher(fileName).matches()) {
      track = split(fileName);
    }
    if (track.isEmpty()) {
      return ShowEntry.Fault.of(
          number,
          "",
          name == null || name.isEmpty() ? fileName : name,
          "must be \"Artist - Title\", in #EXTINF or as the file's name");
    }
    if (album != null && !album.isEmpty()) {
      track.get().put("album", album);
    }
    ObjectNode intro = Json.MAPPER.createObjectNode();
    intro.put("station", station);
    intro.put("kind", "intro");
    intro.set("track", track.get());
    return new ShowEntry.Announcement(number, intro);
  }

  private static Optional<ObjectNode> split(String text) {
    Matcher numbered = NUMBERED.matcher(text);
    Matcher parts = ARTIST_TITLE.matcher(numbered.matches() ? group(numbered, 1) : text);
    return parts.matches()
        ? Optional.of(track(group(parts, 1).strip(), group(parts, 2).strip()))
        : Optional.empty();
  }

  private static ObjectNode track(String artist, String title) {
    return Json.MAPPER.createObjectNode().put("artist", artist).put("title", title);
  }

  /** The last part of a path or URL, without extension; players write both kinds of slash. */
  private static String fileName(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    if (file.contains("://")) {
      int query = name.indexOf('?');
      name = decoded(query < 0 ? name : name.substring(0, query));
    }
    return EXTENSION.matcher(name).replaceFirst("").replace('_', ' ').strip();
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  private static String group(Matcher matched, int group) {
    String text = matched.group(group);
    return text == null ? "" : text;
  }
}
