package fm.raido.protection.replay;

import fm.raido.schemas.announcement.AnnouncementRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the policy has to know of a letter.
 *
 * @param originTopic where the failed record lies, or null where the letter does not say
 * @param request the request in it, or null where none can be read
 * @param unreadable why no request can be read, in words; empty where one can
 * @param replays how often it was replayed already, as far as it says
 */
public record Candidate(
    @Nullable String originTopic,
    @Nullable AnnouncementRequest request,
    String unreadable,
    int replays) {}
