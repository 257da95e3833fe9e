package fm.raido.system.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What comes in: mostly requests to be spoken and a stale backlog, with deadlines, repeats, texts
 * that the host refuses or chokes on, and rubbish. Short texts, so that thousands of them fit on a
 * disk.
 */
final class Mix {
  /** The host refuses a text with these words, as Kokoro does with a voice that it lacks. */
  static final String REFUSE = "refuse";

  /** The host always breaks on a text with these words. */
  static final String BREAK = "break";

  /** So long ago was the deadline of a request that comes too late. */
  static final Duration STALE_BY = Duration.ofMinutes(5);

  /** So far ahead is the deadline of a request that measures speech. */
  static final Duration SPEECH_BY = Duration.ofMinutes(5);

  private static final int STATIONS = 40;
  private static final int SAME_WORDS = 25;
  private static final int REMEMBERED = 200;

  private final SplittableRandom dice;
  private final String prefix;
  private final List<AnnouncementRequest> lately = new ArrayList<>();
  private int number;

  /** A record to send, and the id under which it must be found; null for rubbish. */
  record Sent(ProducerRecord<byte[], byte[]> record, @Nullable String id) {}

  /**
   * @param prefix of the ids
   */
  Mix(SplittableRandom dice, String prefix) {
    this.dice = dice;
    this.prefix = prefix;
  }

  /** The next record. */
  Sent next(Instant now) {
    int roll = dice.nextInt(1_000);
    number++;
    if (roll < 200) {
      return request("Number " + number + ".", null, now);
    }
    if (roll < 340) {
      return request("You hear line " + dice.nextInt(SAME_WORDS) + ".", null, now);
    }
    if (roll < 355) {
      return request("Soon, " + number + ".", now.plusMillis(dice.nextLong(5_000, 20_000)), now);
    }
    if (roll < 400) {
      return request("Later, " + number + ".", now.plusSeconds(90), now);
    }
    if (roll < 890) {
      return request("Too late.", now.minus(STALE_BY), now);
    }
    if (roll < 950 && !lately.isEmpty()) {
      return sent(lately.get(dice.nextInt(lately.size())));
    }
    if (roll < 970) {
      return new Sent(rubbish(), null);
    }
    if (roll < 995) {
      return request("Please " + REFUSE + " " + number + ".", null, now);
    }
    return request("Please " + BREAK + " " + number + ".", null, now);
  }

  /** A request that can be settled at once, whatever the speech host does. */
  Sent stale(Instant now) {
    number++;
    return request("Too late.", now.minus(STALE_BY), now);
  }

  /** A request to be spoken that carries the time of its making in its deadline. */
  Sent speechBy(Instant now) {
    number++;
    return request("Number " + number + ".", now.plus(SPEECH_BY), now);
  }

  /** A request that nothing but its own call can settle. */
  Sent speech(Instant now) {
    number++;
    return request("Number " + number + ".", null, now);
  }

  private Sent request(String text, @Nullable Instant airBy, Instant now) {
    AnnouncementRequest request =
        new AnnouncementRequest(
            AnnouncementRequest.SCHEMA_VERSION,
            prefix + number,
            "s" + dice.nextInt(STATIONS),
            AnnouncementKind.CUSTOM,
            null,
            text,
            null,
            null,
            airBy,
            now,
            0);
    if (lately.size() < REMEMBERED) {
      lately.add(request);
    } else {
      lately.set(dice.nextInt(REMEMBERED), request);
    }
    return sent(request);
  }

  private static Sent sent(AnnouncementRequest request) {
    return new Sent(RaidoRecords.request(request, "/prove", null), request.id());
  }

  /** Rubbish for the protection log. */
  static Sent rubbishForTheLog(SplittableRandom dice) {
    byte[] value =
        switch (dice.nextInt(3)) {
          case 0 -> "{\"type\":\"CallAsked\"}".getBytes(UTF_8);
          case 1 -> "{\"type\":\"NobodyKnows\",\"callId\":\"x\"}".getBytes(UTF_8);
          default -> new byte[] {0, 1, 2};
        };
    return new Sent(
        new ProducerRecord<>(TopicCatalogue.PROTECTION, 0, "rubbish".getBytes(UTF_8), value), null);
  }

  private ProducerRecord<byte[], byte[]> rubbish() {
    byte[] key = ("s" + dice.nextInt(STATIONS)).getBytes(UTF_8);
    byte[] value =
        switch (dice.nextInt(4)) {
          case 0 -> "not json at all".getBytes(UTF_8);
          case 1 -> "{\"schemaVersion\":1,\"id\":\"\"}".getBytes(UTF_8);
          case 2 -> new byte[] {(byte) 0xC3, 0x28, 0, (byte) 0xFF};
          default -> "[]".getBytes(UTF_8);
        };
    return new ProducerRecord<>(TopicCatalogue.REQUESTS, null, key, value);
  }
}
