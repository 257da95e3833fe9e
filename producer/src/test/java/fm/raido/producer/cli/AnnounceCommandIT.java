package fm.raido.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.producer.Bench;
import fm.raido.producer.ProducerProgram;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** The command as one types it, against a running producer. */
class AnnounceCommandIT {
  @TempDir private static Path directory = Path.of(".");
  private static Bench bench;
  private static ProducerProgram producer;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    bench = Bench.start(directory.resolve("kafka"));
    producer = bench.producer(Map.of("STATIONS", "main"));
  }

  @AfterAll
  static void stop() {
    producer.close();
    bench.close();
  }

  @Test
  void announcesOneSong() {
    assertThat(run("--artist", "Low", "--title", "Lullaby", "--air-in", "2m")).isZero();
    assertThat(out.toString()).startsWith("accepted ");

    assertThat(run("--artist", "LOW", "--title", "Lullaby")).isEqualTo(1);
    assertThat(err.toString()).contains("refused").contains("this track was announced lately");
  }

  @Test
  void theSameKeyIsADuplicateAndNoFailure() {
    String[] promo = {"--kind", "promo", "--text", "x", "--key", "promo-1", "--json"};
    run(promo);
    String first = id();
    assertThat(run(promo)).isZero();

    assertThat(id()).isEqualTo(first);
    assertThat(json().at("/entries/0/status").asString()).isEqualTo("duplicate");
  }

  @Test
  void aWrongOptionIsUsage() {
    assertThat(run("--artist", "Low", "--title", "Words", "--speed", "9")).isEqualTo(2);
    assertThat(err.toString()).contains("speed is \"9.0\": must be from 0.25 to 4");
    assertThat(run("--kind", "jingle")).isEqualTo(2);
    assertThat(run("--nonsense")).isEqualTo(2);
    assertThat(run("--kind", "promo", "--text", "x", "--url", "ftp://x")).isEqualTo(2);
    assertThat(run("--file", "x", "--artist", "Low")).isEqualTo(2);
  }

  @Test
  void whatOnlyTheProducerKnowsIsAFailure() {
    assertThat(run("--station", "mars", "--kind", "promo", "--text", "x")).isEqualTo(1);
    assertThat(err.toString())
        .contains("station is \"mars\": must be a station that is known here");
  }

  @Test
  void noProducerIsSaidInOneLine() {
    out.getBuffer().setLength(0);
    assertThat(command().execute("--kind", "promo", "--text", "x", "--url", "http://127.0.0.1:1"))
        .isEqualTo(1);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains("no producer answers at http://127.0.0.1:1");
  }

  @Test
  void theExampleShowIsTakenTwiceThoughItsTracksCoolDownTheSecondTime() {
    String show = "../examples/evening-show.jsonl";
    int before = bench.records(TopicCatalogue.REQUESTS).size();

    assertThat(run("--file", show)).isZero();
    assertThat(out.toString()).endsWith("9 announcements: 9 accepted" + System.lineSeparator());
    assertThat(bench.records(TopicCatalogue.REQUESTS)).hasSize(before + 9);

    assertThat(run("--file", show, "--json")).isEqualTo(1);
    assertThat(json().at("/statuses/refused").asInt()).isEqualTo(6);
  }

  @Test
  void nothingIsSentOfAFileWithBadLinesUnlessTheyAreSkipped() throws IOException {
    Path show = directory.resolve("show.jsonl");
    Files.writeString(
        show, "{\"kind\":\"promo\",\"text\":\"good\"}\n\n{bad\n{\"kind\":\"intro\",\"speed\":0}\n");
    int before = bench.records(TopicCatalogue.REQUESTS).size();

    assertThat(run("--file", show.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("line 3: bad")
        .contains("line 4: bad")
        .contains("nothing was sent");
    assertThat(bench.records(TopicCatalogue.REQUESTS)).hasSize(before);

    assertThat(run("--file", show.toString(), "--skip-bad")).isEqualTo(1);
    assertThat(out.toString()).contains("3 announcements: 1 accepted, 2 bad");
    assertThat(bench.records(TopicCatalogue.REQUESTS)).hasSize(before + 1);
    assertThat(run("--file", directory.resolve("none.jsonl").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is not a file");
  }

  @Test
  void aFileWithAKeyIsSentOnce() throws IOException {
    Path show = directory.resolve("keyed.jsonl");
    Files.writeString(
        show, "{\"kind\":\"promo\",\"text\":\"a\"}\n{\"kind\":\"promo\",\"text\":\"b\"}\n");
    int before = bench.records(TopicCatalogue.REQUESTS).size();

    assertThat(run("--file", show.toString(), "--key", "tonight")).isZero();
    assertThat(run("--file", show.toString(), "--key", "tonight")).isZero();

    assertThat(out.toString()).contains("2 announcements: 2 duplicate");
    assertThat(bench.records(TopicCatalogue.REQUESTS)).hasSize(before + 2);
  }

  @Test
  void waitingEndsWhenTimeIsUpAndSaysSo() {
    assertThat(run("--kind", "promo", "--text", "x", "--wait", "--wait-at-most", "300ms"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("waiting").contains("no outcome yet");
  }

  @Test
  void straightToKafkaTheCooldownHoldsToo() {
    String[] song = {
      "--artist", "Slowdive", "--title", "Alison", "--kafka", bench.bootstrapServers()
    };
    assertThat(command().execute(song)).isZero();
    assertThat(command().execute(song)).isEqualTo(1);
    assertThat(err.toString()).contains("this track was announced lately");
    assertThat(command().execute("--kind", "promo", "--text", "x", "--kafka", "127.0.0.1:1"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("cannot reach Kafka at 127.0.0.1:1");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--url")) {
      all.addAll(List.of("--url", "http://127.0.0.1:" + producer.port()));
    }
    return command().execute(all.toArray(String[]::new));
  }

  private CommandLine command() {
    return new CommandLine(new AnnounceCommand(Clock.systemUTC(), Settings.of(Map.of())))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }

  private JsonNode json() {
    return Json.MAPPER.readTree(out.toString());
  }

  private String id() {
    return json().at("/entries/0/id").asString();
  }
}
