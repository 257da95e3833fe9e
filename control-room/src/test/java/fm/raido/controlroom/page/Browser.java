package fm.raido.controlroom.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.wire.Json;
import fm.raido.testkit.process.OnPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;

/** A Chromium of its own, with a fresh profile. */
final class Browser implements AutoCloseable {
  private static final int MOST_TABS = 150;
  private static final Duration WAIT = Duration.ofSeconds(15);

  /** Brings an element to the middle and answers whether it stays in its place for two frames. */
  private static final String RESTS =
      "const [element, done] = arguments;"
          + "element.scrollIntoView({block: 'center', behavior: 'instant'});"
          + "const before = element.getBoundingClientRect();"
          + "requestAnimationFrame(() => requestAnimationFrame(() => {"
          + "const now = element.getBoundingClientRect();"
          + "done(element.isConnected && before.top === now.top && before.left === now.left); }));";

  private final ChromeDriver driver;
  private final String axe;

  private Browser(ChromeDriver driver, String axe) {
    this.driver = driver;
    this.axe = axe;
  }

  /** A started one; empty where this machine has no Chromium, or no driver for it. */
  static Optional<Browser> find(Path profile) throws IOException {
    Optional<Path> chromium = OnPath.find("chromium");
    Optional<Path> chromeDriver = OnPath.find("chromedriver");
    if (chromium.isEmpty() || chromeDriver.isEmpty()) {
      return Optional.empty();
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--mute-audio",
        "--hide-scrollbars",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromeDriver.get().toFile())
            .usingAnyFreePort()
            .build();
    String axe =
        new String(
            java.util.Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))
                .readAllBytes(),
            StandardCharsets.UTF_8);
    return Optional.of(new Browser(new ChromeDriver(service, options), axe));
  }

  void open(String url) {
    driver.get(url);
  }

  /** A screen of that size; 360 pixels wide is a phone. */
  void screen(int width, int height, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  String text(String css) {
    return driver.findElement(By.cssSelector(css)).getText();
  }

  /** Clicks it once it has come to rest: what arrives meanwhile may move the page. */
  void click(String css) {
    await(css + " to be clicked")
        .atMost(WAIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(WebDriverException.class)
        .until(() -> {
          WebElement element = driver.findElement(By.cssSelector(css));
          if (!Boolean.TRUE.equals(driver.executeAsyncScript(RESTS, element))) {
            return false;
          }
          element.click();
          return true;
        });
  }

  void type(String css, String words) {
    WebElement field = driver.findElement(By.cssSelector(css));
    field.clear();
    field.sendKeys(words);
  }

  /** What a script in the page answers. */
  Object script(String script) {
    return java.util.Objects.requireNonNullElse(driver.executeScript(script), "");
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Goes on with the tabulator until that element has the focus. */
  void tabTo(String id) {
    for (int tab = 0; tab < MOST_TABS; tab++) {
      if (script("return document.activeElement.id").equals(id)) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("the tabulator does not come to " + id);
  }

  /** Waits until an element's text contains those words. */
  void awaitText(String css, String words) {
    await(css)
        .atMost(WAIT)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(text(css)).contains(words));
  }

  /** What axe-core finds, with its impact in front. */
  List<String> accessibilityFaults() {
    driver.executeScript(axe);
    Object found =
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => done(violations.map("
                + "(v) => v.impact + ' ' + v.id + ': ' + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join(', '))))");
    return ((List<?>) java.util.Objects.requireNonNull(found))
        .stream().map(Object::toString).toList();
  }

  /** Every address that was asked for since the last look. */
  List<String> requested() {
    return log(LogType.PERFORMANCE).stream()
        .map(entry -> Json.MAPPER.readTree(entry.getMessage()).at("/message"))
        .filter(message ->
            message.at("/method").asString().equals("Network.requestWillBeSent")
                || message.at("/method").asString().equals("Network.webSocketCreated"))
        .map(message -> address(message))
        .toList();
  }

  private static String address(JsonNode message) {
    JsonNode request = message.at("/params/request/url");
    return request.isMissingNode() ? message.at("/params/url").asString() : request.asString();
  }

  /** What the page complained of since the last look: errors, and what its policy forbids. */
  List<String> complaints() {
    return log(LogType.BROWSER).stream()
        .filter(entry -> entry.getLevel().equals(Level.SEVERE))
        .map(LogEntry::getMessage)
        .toList();
  }

  private List<LogEntry> log(String type) {
    return StreamSupport.stream(driver.manage().logs().get(type).spliterator(), false).toList();
  }

  /** A picture of what is on the screen. */
  long picture(Path file) {
    Object data =
        driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png")).get("data");
    try {
      Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
      byte[] bytes = Base64.getDecoder().decode(String.valueOf(data));
      Files.write(file, bytes);
      return bytes.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
