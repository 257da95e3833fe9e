package fm.raido.producer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Json;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever one sends, the answer is a clear 4xx as a problem, and nothing reaches Kafka. */
class BadInputIT {
  @TempDir private static Path directory = Path.of(".");
  private static Bench bench;
  private static ProducerProgram producer;

  @BeforeAll
  static void start() {
    bench = Bench.start(directory);
    producer = bench.producer(Map.of("INTAKE_PER_SECOND", 1_000, "STATIONS", "main,night"));
  }

  @AfterAll
  static void stop() {
    try {
      assertThat(bench.records(TopicCatalogue.REQUESTS)).isEmpty();
    } finally {
      producer.close();
      bench.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"kind\":\"custom\",\"text\":\"x\"} | station | must be given",
        "{\"station\":5,\"kind\":\"custom\",\"text\":\"x\"} | station | must be a string",
        "{\"station\":\"../etc\",\"kind\":\"custom\",\"text\":\"x\"} | station | must match",
        "{\"station\":\"mars\",\"kind\":\"custom\",\"text\":\"x\"} | station | must be a station that is known here: main, night",
        "{\"station\":\"main\",\"kind\":\"jingle\"} | kind | must be intro,",
        "{\"station\":\"main\",\"kind\":\"custom\"} | text | must be given",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\" \"} | text | must not be blank",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"a\\u0007b\"} | text | control characters",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"a\\ud800b\"} | text | well-formed Unicode",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":[1]} | text | must be a string",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\",\"voice\":\"../../etc/passwd\"} | voice | must match",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\",\"voice\":\"http://evil/x\"} | voice | must match",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\",\"speed\":\"fast\"} | speed | must be a number",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\",\"speed\":1e400} | speed | must be from 0.25 to 4",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\",\"id\":\"a/b\"} | id | must match",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\",\"airBy\":\"2020-01-01T00:00:00Z\"} | airBy | must be in the future",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\",\"airBy\":\"tomorrow\"} | airBy | must be a time",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\",\"airIn\":\"-5s\"} | airIn | must be a duration",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\",\"airIn\":\"0s\"} | airIn | must be in the future",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\",\"airIn\":\"8d\"} | airIn | must be a duration",
        "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\",\"airIn\":\"5m\",\"airBy\":\"2030-01-01T00:00:00Z\"} | airIn | must not be given together",
        "{\"station\":\"main\",\"kind\":\"intro\"} | track | must be given",
        "{\"station\":\"main\",\"kind\":\"intro\",\"track\":{\"title\":\"\",\"artist\":\"X\"}} | track.title | must not be blank",
        "{\"station\":\"main\",\"kind\":\"intro\",\"track\":{\"title\":\"Track 01\",\"artist\":\"X\"}} | track.title | must name a real title",
        "{\"station\":\"main\",\"kind\":\"intro\",\"track\":{\"title\":\"X\",\"artist\":\"Unknown Artist\"}} | track.artist | must name a real artist",
      })
  void aBrokenRuleIsNamedWithFieldValueAndRule(String body, String field, String rule)
      throws Exception {
    Bench.Answer answer = bench.announce(producer, body);

    assertProblem(answer, 422);
    JsonNode violation = answer.json().path("violations").path(0);
    assertThat(violation.path("field").asString()).isEqualTo(field);
    assertThat(violation.path("rule").asString()).contains(rule);
    assertThat(violation.has("value")).isTrue();
  }

  @Test
  void allFaultsAreNamedAtOnce() throws Exception {
    Bench.Answer answer =
        bench.announce(
            producer,
            "{\"station\":\"mars\",\"kind\":\"nope\",\"speed\":9,\"voice\":\"a b\",\"airIn\":\"x\"}");

    assertThat(answer.json().path("violations").valueStream())
        .extracting(v -> v.path("field").asString())
        .containsExactlyInAnyOrder("airIn", "kind", "voice", "speed", "station");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "{", "{\"a\":1} x", "nonsense", "{\"a\":\"\u0001\"}", "[1,"})
  void whatIsNotJsonIs400WithThePlace(String body) throws Exception {
    Bench.Answer answer = bench.announce(producer, body);

    assertProblem(answer, 400);
    assertThat(answer.json().at("/violations/0/rule").asString()).startsWith("must be JSON");
  }

  @Test
  void rubbishBytesAre400() throws Exception {
    byte[] rubbish = new byte[2_000];
    new java.util.Random(7).nextBytes(rubbish);
    rubbish[0] = (byte) 0x80;
    assertProblem(
        bench.send(
            Bench.request(producer, "/v1/announcements")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(rubbish))
                .build()),
        400);
  }

  @Test
  void deepNestingIs400() throws Exception {
    assertProblem(bench.announce(producer, "[".repeat(30_000)), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"text\"", "null", "true"})
  void jsonThatIsNoObjectIs422(String body) throws Exception {
    assertProblem(bench.announce(producer, body), 422);
  }

  @Test
  void aBatchMayHoldOneToAHundred() throws Exception {
    assertProblem(bench.announce(producer, "[]"), 422);
    String many = String.join(",", IntStream.range(0, 101).mapToObj(i -> "{}").toList());
    Bench.Answer answer = bench.announce(producer, "[" + many + "]");
    assertProblem(answer, 422);
    assertThat(answer.json().at("/violations/0/rule").asString())
        .isEqualTo("must be 1 to 100 announcements");
  }

  @Test
  void anotherContentTypeIs415() throws Exception {
    String body = "{}";
    assertProblem(bench.announce(producer, body, "Content-Type", "text/plain"), 415);
    assertProblem(
        bench.announce(producer, body, "Content-Type", "application/x-www-form-urlencoded"), 415);
    assertProblem(
        bench.announce(producer, body, "Content-Type", "application/json; charset=iso-8859-1"),
        415);
    assertProblem(bench.announce(producer, body, "X-Nothing", "1"), 415);
    assertProblem(bench.announce(producer, body, "Content-Type", "rubbish"), 415);
  }

  @Test
  void anotherMethodIs405AndAnotherPathIs404() throws Exception {
    assertProblem(bench.get(producer, "/v1/announcements"), 405);
    assertProblem(bench.send(Bench.request(producer, "/v1/announcements").DELETE().build()), 405);
    assertProblem(bench.get(producer, "/"), 404);
    assertProblem(bench.get(producer, "/v2/announcements"), 404);
    assertProblem(bench.get(producer, "/v1/announcements/never-seen"), 404);
    assertProblem(bench.get(producer, "/v1/announcements/a%20b"), 404);
    assertProblem(bench.get(producer, "/error"), 404);
  }

  @Test
  void anAcceptHeaderThatWantsHtmlStillGetsAProblem() throws Exception {
    assertProblem(
        bench.announce(producer, "{", "Content-Type", "application/json", "Accept", "text/html"),
        400);
    assertProblem(
        bench.send(Bench.request(producer, "/nowhere").header("Accept", "text/html").GET().build()),
        404);
  }

  @Test
  void aBadIdempotencyKeyIs422() throws Exception {
    Bench.Answer answer =
        bench.announce(
            producer,
            "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"x\"}",
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            "k".repeat(201));
    assertProblem(answer, 422);
    assertThat(answer.json().at("/violations/0/field").asString()).isEqualTo("Idempotency-Key");
  }

  @Test
  void aBodyOverItsBoundIs413() throws Exception {
    String text = "x".repeat(70_000);
    assertProblem(
        bench.announce(
            producer, "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"" + text + "\"}"),
        413);
    assertProblem(bench.announce(producer, "[\"" + "y".repeat(1_100_000) + "\"]"), 413);
    assertProblem(bench.announce(producer, " ".repeat(80_000) + "{}"), 413);
    assertProblem(bench.post(producer, "/v1/hooks/azuracast", "\"" + "z".repeat(300_000)), 413);
  }

  @Test
  void textWithinTheBodyBoundButOverItsOwnIs422() throws Exception {
    Bench.Answer answer =
        bench.announce(
            producer,
            "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"" + "x".repeat(4_097) + "\"}");
    assertProblem(answer, 422);
    assertThat(answer.json().at("/violations/0/value").asString()).hasSizeLessThan(90);
  }

  @Test
  void aFloodWithoutLengthIsCutOffAtTheBound() throws Exception {
    AtomicLong sent = new AtomicLong();
    Bench.Answer answer =
        bench.send(
            Bench.request(producer, "/v1/announcements")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Flood(sent, 4L << 20)))
                .build());

    assertProblem(answer, 413);
  }

  @Test
  void aSlowBodyIs408WithinSeconds() throws Exception {
    Instant start = Instant.now();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), producer.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /v1/announcements HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Content-Length: 500\r\n\r\n{\"station\"")
              .getBytes(ISO_8859_1));
      out.flush();
      String answer = read(socket.getInputStream());
      assertThat(answer).startsWith("HTTP/1.1 408");
      assertThat(answer).contains("application/problem+json");
    }
    assertThat(Instant.now()).isBefore(start.plusSeconds(12));
  }

  @Test
  void whatTomcatItselfRefusesIsNoHtml() throws Exception {
    for (String line : List.of("TRACE / HTTP/1.1", "GET /v1/%zz HTTP/1.1", "GET /a%2Fb HTTP/1.1")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), producer.port())) {
        socket.setSoTimeout(10_000);
        socket
            .getOutputStream()
            .write((line + "\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
        String answer = read(socket.getInputStream());
        assertThat(answer).as(line).containsPattern("^HTTP/1.1 40[0-9]");
        assertThat(answer).as(line).doesNotContain("<html");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | 400",
        "[] | 400",
        "{\"now_playing\":7} | 400",
        "{\"now_playing\":{},\"station\":{\"shortcode\":\"a/b\"}} | 400",
        "{nope | 400",
        "{\"now_playing\":{\"duration\":200,\"remaining\":100},\"station\":{\"shortcode\":\"mars\"},\"playing_next\":{\"song\":{\"artist\":\"A\",\"title\":\"B\"}}} | 422"
      })
  void aRubbishHookIs4xx(String body, int status) throws Exception {
    assertProblem(bench.post(producer, "/v1/hooks/azuracast", body), status);
  }

  @Test
  void aHookWithNothingToDoIs200SoThatItIsNotSentAgain() throws Exception {
    Bench.Answer answer =
        bench.post(
            producer,
            "/v1/hooks/azuracast?station=main",
            "{\"now_playing\":{\"duration\":200,\"remaining\":100},\"live\":{\"is_live\":true}}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("skipped").asString()).isEqualTo("a live streamer is on the air");
  }

  private static void assertProblem(Bench.Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(answer.text());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asString("")).isNotEmpty();
  }

  /** Reads until the connection ends or the JSON of the answer is complete. */
  private static String read(InputStream in) throws Exception {
    StringBuilder answer = new StringBuilder();
    byte[] chunk = new byte[4_096];
    for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
      answer.append(new String(chunk, 0, n, UTF_8));
      if (answer.toString().endsWith("}")) {
        break;
      }
    }
    return answer.toString();
  }

  /** So many bytes, and a count of those that were taken. */
  private static final class Flood extends InputStream {
    private final AtomicLong sent;
    private final long bytes;

    Flood(AtomicLong sent, long bytes) {
      this.sent = sent;
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return sent.incrementAndGet() <= bytes ? 'x' : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (sent.get() >= bytes) {
        return -1;
      }
      Arrays.fill(into, offset, offset + length, (byte) 'x');
      sent.addAndGet(length);
      return length;
    }
  }
}
