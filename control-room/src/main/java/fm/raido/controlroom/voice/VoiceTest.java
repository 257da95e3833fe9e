package fm.raido.controlroom.voice;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.controlroom.room.Announcement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A voice test.
 *
 * @param id the request's id
 * @param location where its result can be asked for
 * @param requestedAt when the brokers appended it
 * @param settled whether it has ended
 * @param announcement how; null before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VoiceTest(
    String id,
    String location,
    Instant requestedAt,
    boolean settled,
    @Nullable Announcement announcement) {}
