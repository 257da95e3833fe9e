package fm.raido.producer.guard;

import fm.raido.producer.publish.PublishResult;
import fm.raido.schemas.announcement.AnnouncementRequest;
import java.util.concurrent.CompletableFuture;

/**
 * The right to publish one request. From admission until it is settled, repeats of the id share its
 * result and other requests about the track cool down.
 *
 * @param request what may be published
 * @param result completed when the claim is settled
 */
public record Claim(AnnouncementRequest request, CompletableFuture<PublishResult> result) {}
