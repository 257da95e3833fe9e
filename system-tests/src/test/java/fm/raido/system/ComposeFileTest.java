package fm.raido.system;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code docker-compose.yml} says, so far as no engine is needed to know it. */
class ComposeFileTest {
  private static final Path ROOT = Path.of("..");

  /** For the one program that asks for them. */
  private static final Set<String> TOKENS =
      Set.of(
          RaidoSettings.CONTROL_ROOM_LOOK_TOKEN.name(),
          RaidoSettings.CONTROL_ROOM_OPERATE_TOKEN.name());

  private static Map<String, Object> file = Map.of();

  @BeforeAll
  static void read() throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(100);
    file =
        map(
            new Yaml(new SafeConstructor(options))
                .load(Files.readString(ROOT.resolve("docker-compose.yml"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"topics", "producer", "dj-worker", "health-agent", "control-room", "tools"})
  void handsEverySettingOn(String program) {
    Set<String> wanted =
        RaidoSettings.ALL.stream()
            .map(Setting::name)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!program.equals("control-room")) {
      wanted.removeAll(TOKENS);
    }

    assertThat(map(service(program).get("environment")).keySet())
        .as("a setting of the catalogue belongs under x-settings of docker-compose.yml")
        .containsAll(wanted);
    if (!program.equals("control-room")) {
      assertThat(map(service(program).get("environment")))
          .doesNotContainKeys(TOKENS.toArray(new String[0]));
    }
  }

  @Test
  void leavesToTheUserWhatContainersDoNotNeedToFindEachOther() {
    Map<String, Object> settings = map(file.get("x-settings"));

    assertThat(
            settings.entrySet().stream().filter(e -> e.getValue() != null).map(Map.Entry::getKey))
        .containsExactlyInAnyOrder(
            "KAFKA_BOOTSTRAP_SERVERS",
            "TTS_CACHE_DIR",
            "BIND_ADDRESS",
            "PRODUCER_PORT",
            "WORKER_PORT",
            "CONTROL_ROOM_PORT",
            "CONTROL_ROOM_BIND_ADDRESS",
            "AGENT_METRICS_PORT",
            "AGENT_HOST");
  }

  @ParameterizedTest
  @MethodSource("services")
  void opensPortsOnLoopbackAlone(String name) {
    assertThat(list(service(name).get("ports")))
        .allSatisfy(port -> assertThat(String.valueOf(port)).startsWith("127.0.0.1:"));
    assertThat(service(name)).doesNotContainKey("container_name");
  }

  @ParameterizedTest
  @MethodSource("services")
  void boundsLogsAndRightsOfEach(String name) {
    Map<String, Object> service = service(name);

    assertThat(map(map(service.get("logging")).get("options")))
        .containsKeys("max-size", "max-file");
    assertThat(service).containsKey("restart");
    assertThat(list(service.get("cap_drop"))).isEqualTo(List.of("ALL"));
    assertThat(list(service.get("security_opt"))).isEqualTo(List.of("no-new-privileges:true"));
    if (service.containsKey("build")) {
      assertThat(service).containsEntry("read_only", true);
    } else {
      assertThat(String.valueOf(service.get("image")))
          .doesNotContain("latest")
          .matches(".+:v?\\d.*");
    }
  }

  @Test
  void hasATargetInTheDockerfileForEachProgram() throws IOException {
    String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));

    for (String name : services()) {
      if (service(name).get("build") != null) {
        String target = String.valueOf(map(service(name).get("build")).get("target"));
        assertThat(dockerfile).contains(" AS " + target + "\n");
      }
    }
  }

  @Test
  void makesTheBrokerAsThePromisesNeedIt() {
    assertThat(map(service("kafka").get("environment")))
        .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        .containsEntry("KAFKA_OFFSETS_RETENTION_MINUTES", "44640")
        .containsEntry("KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000")
        .containsEntry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
  }

  @Test
  void letsWorkersBeManyAndFinishTheirCalls() {
    assertThat(service("dj-worker"))
        .doesNotContainKeys("ports", "hostname", "deploy")
        .containsEntry("scale", "${DJ_WORKERS:-1}")
        .containsEntry("stop_grace_period", "50s");
  }

  /** It would take them for the limits of the machine that it watches. */
  @Test
  void limitsNothingOfTheAgent() {
    assertThat(service("health-agent"))
        .doesNotContainKeys("mem_limit", "cpus", "cpu_shares", "cpuset", "deploy");
    assertThat(map(service("health-agent").get("environment")))
        .containsEntry("AGENT_HOST", "${AGENT_HOST:-speech-host}");
  }

  @Test
  void startsTheBuiltInVoiceOnlyWhereItIsNamedAndInKokorosPlace() {
    Map<String, Object> voice = service("local-voice");

    assertThat(list(voice.get("profiles"))).isEqualTo(List.of("local-voice"));
    assertThat(map(map(voice.get("networks")).get("speech")))
        .containsEntry("aliases", List.of("kokoro-tts"));
    Set<String> started = new HashSet<>();
    collect("local-voice", started);
    assertThat(started)
        .contains("kafka", "topics", "producer", "dj-worker", "health-agent", "control-room")
        .doesNotContain("kokoro-tts");
  }

  private static void collect(String name, Set<String> started) {
    if (started.add(name)) {
      map(service(name).get("depends_on")).keySet().forEach(needed -> collect(needed, started));
    }
  }

  static Set<String> services() {
    return map(file.get("services")).keySet();
  }

  private static Map<String, Object> service(String name) {
    return map(map(file.get("services")).get(name));
  }

  @SuppressWarnings("unchecked") // names are all that keys can be there
  private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object yaml) {
    return yaml == null ? Map.of() : (Map<String, Object>) yaml;
  }

  private static List<?> list(@org.jspecify.annotations.Nullable Object yaml) {
    return yaml == null ? List.of() : (List<?>) yaml;
  }
}
