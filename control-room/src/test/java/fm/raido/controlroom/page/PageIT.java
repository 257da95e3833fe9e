package fm.raido.controlroom.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.controlroom.ControlRoomProgram;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.ProtectionRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** One evening at the page, where a Chromium is; the tests go on from each other. */
@Timeout(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
  private static final String OPERATE_TOKEN = "operate-token-0123456789";
  private static final String LOOK_TOKEN = "look-token-0123456789";
  private static final int PICTURE_BYTES_MAX = 250_000;

  /**
   * Where the pictures go; {@code -Dscreenshots=../docs/images} takes those of the documentation.
   */
  private static final Path PICTURES =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

  @TempDir static Path dir;
  private static Browser browser;
  private static Evening evening;
  private static ControlRoomProgram program;
  private static boolean closed;

  @BeforeAll
  static void start() throws Exception {
    Optional<Browser> found = Browser.find(dir.resolve("profile"));
    Assumptions.assumeTrue(
        found.isPresent(), "no chromium and chromedriver on the PATH: the page is not tested");
    browser = found.orElseThrow();
    evening = new Evening(dir.resolve("kafka"), Files.createDirectory(dir.resolve("tts")));
    for (int number = 0; number < 6; number++) {
      evening.letter(
          "song-" + (840 + number),
          number == 4 ? DeadLetterReason.REJECTED : DeadLetterReason.EXHAUSTED,
          number == 4 ? "422: no such voice" : "2 attempts failed, the last one timed out",
          number);
    }
    program = room(Map.of());
    browser.screen(1280, 1000, false);
    browser.open(program.url());
  }

  private static ControlRoomProgram room(Map<String, String> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("KAFKA_BOOTSTRAP_SERVERS", evening.topics.bootstrapServers());
    settings.put("TTS_CACHE_DIR", dir.resolve("tts").toString());
    settings.putIfAbsent("CONTROL_ROOM_PORT", "0");
    return ControlRoomProgram.start(settings);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (program != null && !closed) {
      program.close();
    }
    if (evening != null) {
      evening.close();
    }
  }

  private static void picture(String name) {
    assertThat(browser.picture(PICTURES.resolve("control-room-" + name + ".png")))
        .isBetween(10_000L, (long) PICTURE_BYTES_MAX);
  }

  private static void awaitDrawn() {
    await("the chart is drawn")
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            browser.script("return document.querySelectorAll('#chart canvas').length").equals(2L));
  }

  @Test
  @Order(1)
  void saysOnTopThatItIsOnAir() {
    browser.awaitText("#sentence", "On air.");
    assertThat(browser.text("#state")).isEqualTo("On air");
    assertThat(browser.text("#connection-words")).isEqualTo("Live");
    assertThat(browser.script("return document.title")).isEqualTo("On air · Raido control room");
    assertThat(browser.text("#breaker-lead")).isEqualTo("Closed: calls may go through.");
    browser.awaitText("#partitions", "worker-2");
    browser.awaitText("#hosts", "Memory use");
    assertThat(browser.text("#letters-lead")).isEqualTo("6 letters are outstanding.");
    browser.awaitText("#timeline-summary", "spoken");
    assertThat(browser.text("#timeline-summary")).contains("The gate was closed for");
    awaitDrawn();
  }

  @Test
  @Order(2)
  void looksTheSameInTheDarkAndOnAPhone() throws Exception {
    evening.topics.request("song-911", Instant.now().plusSeconds(100));
    evening.topics.request("song-912", Instant.now().plusSeconds(1_000));
    evening.topics.protection(new ProtectionRecord.CallAsked("running", "song-911", 0, "worker-1"));
    browser.awaitText("#calls", "song-911/0");
    browser.awaitText("#sentence", "On air. 2 requests wait.");
    picture("on-air");
    browser.screen(1280, 1000, true);
    browser.script("document.getElementById('timeline').scrollIntoView()");
    picture("dark");
    browser.screen(360, 780, false);
    browser.script("scrollTo(0, 0)");
    picture("phone");
    assertThat(
            browser.script(
                "document.querySelectorAll('details').forEach((d) => d.open = true); return document.documentElement.scrollWidth"))
        .isEqualTo(360L);
    browser.script("document.querySelectorAll('details').forEach((d) => d.open = false)");
    browser.screen(1280, 1000, false);
  }

  @Test
  @Order(3)
  void showsAChangeAtOnce() throws Exception {
    browser.script(
        "window.seen = {}; new MutationObserver(() => {"
            + "const words = document.getElementById('switch-lead').textContent;"
            + "const number = /change (\\d+)/.exec(words); if (number) window.seen[number[1]] ??= Date.now();"
            + "}).observe(document.getElementById('switch-lead'), {childList: true, subtree: true, characterData: true});");
    List<Long> millis = new ArrayList<>();
    for (int change = 0; change < 7; change++) {
      Instant at =
          evening.topics.protection(
              new ProtectionRecord.SwitchSet(
                  true, "change " + change, "ada@studio", Duration.ofMinutes(1)));
      String seen = "return window.seen[" + change + "] ?? 0";
      await("change " + change)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !browser.script(seen).equals(0L));
      millis.add((Long) browser.script(seen) - at.toEpochMilli());
    }
    evening.topics.protection(new ProtectionRecord.SwitchSet(false, "done", "ada@studio", null));
    browser.awaitText("#sentence", "On air.");
    millis.sort(null);
    System.out.printf(
        "record to page: p50 %d ms, max %d ms of %d%n",
        millis.get(3), millis.getLast(), millis.size());
    assertThat(millis.get(3)).isLessThan(300);
  }

  @Test
  @Order(4)
  void switchesByKeyboardAlone() {
    browser.script("document.activeElement.blur(); scrollTo(0, 0)");
    browser.press(Keys.TAB);
    assertThat(browser.script("return document.activeElement.className")).isEqualTo("skip");
    browser.press(Keys.ENTER);
    browser.tabTo("on-reason");
    browser.press("host moves");
    browser.press(Keys.ENTER);
    browser.awaitText("#confirm-words", "Nothing is spoken for 10m: “host moves”");
    browser.press(Keys.ESCAPE);
    assertThat(browser.script("return document.getElementById('confirm').open")).isEqualTo(false);
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("on-reason");
    assertThat(browser.text("#switch-lead")).startsWith("Off");
    browser.press(Keys.ENTER);
    browser.press(Keys.ENTER);
    browser.awaitText("#switch-lead", "On: host moves.");
    browser.awaitText("#sentence", "Quiet: switched off by");
    assertThat(browser.script("return document.getElementById('spoken').textContent").toString())
        .startsWith("Quiet: switched off by");
    browser.tabTo("off-reason");
    browser.press(Keys.ENTER);
    browser.awaitText("#confirm-title", "Switch protection off?");
    browser.press(Keys.ENTER);
    browser.awaitText("#switch-lead", "Off");
    browser.awaitText("#sentence", "On air.");
    browser.awaitText("#off-answer", "Off, as ");
  }

  @Test
  @Order(5)
  void refusesInTheServersWords() {
    browser.type("#on-reason", "too long");
    browser.type("#on-for", "8d");
    browser.press(Keys.ENTER);
    browser.awaitText("#confirm-words", "8d");
    browser.press(Keys.ENTER);
    browser.awaitText("#on-answer.bad", "8d");
    browser.type("#on-reason", "");
    browser.type("#on-for", "10m");
  }

  @Test
  @Order(6)
  void triesDeadLettersBeforeItReplaysThem() {
    browser.click("#groups tr:first-child button");
    browser.awaitText("#letters-answer", "5 letters.");
    browser.click("#letter-rows tr:first-child button");
    browser.awaitText("#letter-title", "Dead letter song-84");
    assertThat(browser.text("#letter-pairs")).contains("2 attempts failed", "raido.requests-dlt");
    browser.press(Keys.ESCAPE);
    browser.type("#m-max", "2");
    browser.click("#move .primary");
    browser.awaitText("#move-answer", "Dry run, nothing was changed: 2 would go");
    assertThat(browser.text("#forecast-rows")).contains("Go", "song-84");
    assertThat(browser.text("#letters-lead")).isEqualTo("6 letters are outstanding.");
    assertThat(browser.text("#move-now")).isEqualTo("Replay 2 letters…");
    browser.type("#m-voice", "af_sky");
    assertThat(browser.script("return document.getElementById('forecast').hidden")).isEqualTo(true);
    browser.click("#move .primary");
    browser.awaitText("#move-now", "Replay 2 letters…");
    browser.click("#move-now");
    browser.awaitText("#confirm-title", "Replay 2 letters?");
    browser.click("#confirm-yes");
    browser.awaitText("#runs", "ended; 2 done, 0 stayed");
    browser.awaitText("#letters-lead", "4 letters are outstanding.");
    browser.click("#replay-history summary");
    browser.awaitText("#replay-history-rows", "replayed to song-84");
  }

  @Test
  @Order(7)
  void discardsWhatItToldOfAndNothingElse() throws Exception {
    browser.click("#groups tr:last-child button");
    browser.awaitText("#letters-answer", "1 letter.");
    browser.click("#move input[value=discards]");
    browser.type("#m-max", "");
    browser.script(
        "const real = window.fetch; window.answering = new Promise((done) => { window.answer = done; });"
            + "window.fetch = async (...call) => { const answer = await real(...call);"
            + " if (String(call[0]) === '/api/discards') await window.answering; return answer; };");
    browser.click("#move .primary");
    browser.awaitText("#move-answer", "Asking…");
    browser.type("#m-max", "5");
    browser.script("window.answer()");
    browser.awaitText("#move-answer", "changed meanwhile");
    assertThat(browser.script("return document.getElementById('forecast').hidden"))
        .as("an answer that comes late is one to an old question")
        .isEqualTo(true);
    browser.click("#move .primary");
    browser.awaitText("#move-now", "Discard 1 letter…");
    evening.letter("song-860", DeadLetterReason.REJECTED, "422: no such voice", 0);
    browser.awaitText("#letters-lead", "5 letters are outstanding.");
    browser.click("#move-now");
    browser.awaitText("#confirm-title", "Discard 1 letter?");
    browser.click("#confirm-yes");
    browser.awaitText("#runs", "ended; 1 done, 0 stayed");
    browser.awaitText("#letters-lead", "4 letters are outstanding.");
    browser.click("#choice [type=reset]");
  }

  @Test
  @Order(8)
  void playsWhatWasHeardAndTestsTheVoice() {
    browser.click("#announcement-list button");
    await("the sound plays")
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            browser
                .script("return Math.round(document.querySelector('audio')?.duration || 0)")
                .equals(2L));
    browser.click("#voice .primary");
    browser.awaitText("#voice-answer", "It waits, like every announcement.");
  }

  @Test
  @Order(9)
  void hasNoSeriousFaultOfAccessibilityByDayAndByNight() {
    browser.script("document.querySelectorAll('details').forEach((d) => d.open = true)");
    browser.click("#choice .primary");
    browser.awaitText("#letters-answer", "letters");
    for (boolean dark : List.of(false, true)) {
      browser.screen(1280, 1000, dark);
      assertThat(browser.accessibilityFaults())
          .filteredOn(fault -> fault.startsWith("serious") || fault.startsWith("critical"))
          .isEmpty();
    }
    browser.screen(1280, 1000, false);
    browser.script("document.querySelectorAll('details').forEach((d) => d.open = false)");
  }

  @Test
  @Order(10)
  void tellsFromThePageAloneWhyItIsQuiet() throws Exception {
    // A call in flight counts like a failure: the fifth would have to wait for it.
    evening.topics.protection(
        new ProtectionRecord.CallEnded(
            "running", "worker-1", CallResult.SPOKEN, Duration.ofSeconds(1), null));
    evening.failures(5);
    browser.awaitText("#sentence", "Quiet: Kokoro does not answer. Next probe in 4:5");
    browser.awaitText("#causes", "Breaker open");
    assertThat(browser.text("#breaker-lead")).isEqualTo("Open: no call goes through.");
    assertThat(browser.text("#breaker-calls")).contains("Timed out");
    assertThat(browser.text("#partitions")).contains("Breaker open");
    evening.memory(84.3);
    browser.awaitText("#hosts", "84.3 %, warning");
    browser.script("document.activeElement.blur(); scrollTo(0, 0)");
    picture("quiet");
  }

  @Test
  @Order(11)
  void showsNothingOldAsLive() {
    int port = program.port();
    program.close();
    closed = true;
    browser.awaitText("#sentence", "Not connected since");
    assertThat(browser.text("#state")).isEqualTo("Not connected");
    assertThat(browser.text("#connection-words")).startsWith("Not connected since");
    assertThat(browser.text("#stale")).contains("Quiet: Kokoro does not answer.");
    assertThat(browser.accessibilityFaults())
        .filteredOn(fault -> fault.startsWith("serious") || fault.startsWith("critical"))
        .isEmpty();
    picture("not-connected");
    List<String> complaints = browser.complaints();
    program = room(Map.of("CONTROL_ROOM_PORT", Integer.toString(port)));
    closed = false;
    browser.awaitText("#sentence", "Quiet: Kokoro does not answer.");
    assertThat(browser.text("#connection-words")).isEqualTo("Live");
    assertThat(complaints)
        .allMatch(complaint ->
            complaint.contains("ERR_CONNECTION_REFUSED")
                || complaint.contains("422")
                || complaint.contains("ERR_INCOMPLETE_CHUNKED"));
    browser.complaints();
  }

  @Test
  @Order(12)
  void asksForATokenAndKeepsToItsRole() {
    try (ControlRoomProgram guarded =
        room(
            Map.of(
                "CONTROL_ROOM_LOOK_TOKEN",
                LOOK_TOKEN,
                "CONTROL_ROOM_OPERATE_TOKEN",
                OPERATE_TOKEN))) {
      browser.open(guarded.url());
      browser.awaitText("#login-title", "Log in");
      browser.type("#token", "this-token-is-wrong");
      browser.press(Keys.ENTER);
      browser.awaitText("#login-answer", "token");
      browser.type("#token", LOOK_TOKEN);
      browser.press(Keys.ENTER);
      browser.awaitText("#sentence", "Quiet:");
      assertThat(browser.text("#who-words")).contains("(look)");
      assertThat(browser.script("return document.querySelector('#switch-on fieldset').disabled"))
          .isEqualTo(true);
      browser.click("#logout");
      browser.awaitText("#login-title", "Log in");
      browser.type("#token", OPERATE_TOKEN);
      browser.press(Keys.ENTER);
      browser.awaitText("#who-words", "(operate)");
      assertThat(browser.script("return document.querySelector('#switch-on fieldset').disabled"))
          .isEqualTo(false);
      browser.type("#my-name", "ada");
      browser.type("#on-reason", "host moves");
      browser.press(Keys.ENTER);
      browser.awaitText("#confirm-words", "host moves");
      browser.press(Keys.ENTER);
      browser.awaitText("#on-answer", "On, as ada (operator@127.0.0.1), until");
    }
  }

  @Test
  @Order(13)
  void asksNobodyElseForAnything() {
    List<String> addresses =
        browser.requested().stream().filter(address -> address.matches("(http|ws)s?:.*")).toList();
    assertThat(addresses)
        .hasSizeGreaterThan(30)
        .allMatch(address -> address.startsWith("http://127.0.0.1:"));
    assertThat(addresses).anyMatch(address -> address.contains("/webjars/uplot/"));
  }
}
