package fm.raido.schemas.announcement;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The song an announcement speaks of.
 *
 * @param title 1 to 300 characters
 * @param artist 1 to 300 characters
 * @param album up to 300 characters, or null
 * @param year 1000 to 2999, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Track(String title, String artist, @Nullable String album, @Nullable Integer year) {
  public Track {
    requireNonNull(title, "title");
    requireNonNull(artist, "artist");
  }
}
