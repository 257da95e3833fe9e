package fm.raido.protection.replay;

import fm.raido.schemas.announcement.AnnouncementRequest;

/** Whether a letter goes. */
public sealed interface ReplayVerdict {

  /**
   * It goes as a request.
   *
   * @param request in its next pass, corrected
   */
  record GoesAsRequest(AnnouncementRequest request) implements ReplayVerdict {}

  /**
   * It goes as the bytes that it holds, to a topic that is not Raido's.
   *
   * @param topic where to
   * @param count how often it was replayed then
   */
  record GoesAsBytes(String topic, int count) implements ReplayVerdict {}

  /**
   * It stays.
   *
   * @param words the reason for an operator, with what can be done
   */
  record Stays(Hindrance why, String words) implements ReplayVerdict {}
}
