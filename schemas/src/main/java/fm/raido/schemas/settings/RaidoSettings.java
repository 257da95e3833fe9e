package fm.raido.schemas.settings;

import static fm.raido.schemas.settings.SettingParsers.decimal;
import static fm.raido.schemas.settings.SettingParsers.matching;
import static fm.raido.schemas.settings.SettingParsers.name;
import static fm.raido.schemas.settings.SettingParsers.path;
import static fm.raido.schemas.settings.SettingTypes.choice;
import static fm.raido.schemas.settings.SettingTypes.duration;
import static fm.raido.schemas.settings.SettingTypes.load;
import static fm.raido.schemas.settings.SettingTypes.percent;
import static fm.raido.schemas.settings.SettingTypes.secret;
import static fm.raido.schemas.settings.SettingTypes.whole;
import static fm.raido.schemas.settings.SettingTypes.words;

import fm.raido.schemas.announcement.RequestLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The catalogue of settings: one table, long because there are many of them, and in one place
 * because each must be found. The names are public: a change is a line in {@code CHANGELOG.md}.
 */
public final class RaidoSettings {
  static final Duration DAYS_7 = Duration.ofDays(7);

  public static final Setting<String> KAFKA_BOOTSTRAP_SERVERS =
      new Setting<>(
          "KAFKA_BOOTSTRAP_SERVERS",
          "raido.kafka.bootstrap-servers",
          "localhost:9092",
          "host:port, or several with commas between",
          "where the brokers are",
          false,
          SettingParsers::addresses);
  public static final Setting<SecurityProtocol> KAFKA_SECURITY_PROTOCOL =
      choice(
          "KAFKA_SECURITY_PROTOCOL",
          "raido.kafka.security-protocol",
          SecurityProtocol.PLAINTEXT,
          SecurityProtocol.class,
          "whether Kafka is spoken to by TLS and with a name and password, see docs/security.md");
  public static final Setting<SaslMechanism> KAFKA_SASL_MECHANISM =
      new Setting<>(
          "KAFKA_SASL_MECHANISM",
          "raido.kafka.sasl-mechanism",
          "scram-sha-512",
          "scram-sha-512 or scram-sha-256 or plain",
          "how name and password are shown to Kafka, where the protocol is a sasl one",
          false,
          SaslMechanism::of);
  public static final Setting<Optional<String>> KAFKA_USERNAME =
      new Setting<>(
          "KAFKA_USERNAME",
          "raido.kafka.username",
          "",
          "1 to 200 characters without blanks",
          "the program's name to Kafka, such as raido-worker; for the sasl protocols",
          false,
          text ->
              text.isEmpty()
                  ? Optional.empty()
                  : Optional.of(matching(text, text.matches("[^\\s\\p{Cntrl}]{1,200}"))));
  public static final Setting<Optional<Secret>> KAFKA_PASSWORD =
      SettingTypes.password(
          "KAFKA_PASSWORD",
          "raido.kafka.password",
          "the program's password to Kafka; for the sasl protocols");
  public static final Setting<Optional<Path>> KAFKA_CA_FILE =
      SettingTypes.file(
          "KAFKA_CA_FILE",
          "raido.kafka.ca-file",
          "the authorities that sign the brokers' certificates; not set: those that Java trusts");
  public static final Setting<Optional<Path>> KAFKA_CERT_FILE =
      SettingTypes.file(
          "KAFKA_CERT_FILE",
          "raido.kafka.cert-file",
          "the program's own certificate, and what leads to its authority, where the brokers ask for one");
  public static final Setting<Optional<Path>> KAFKA_KEY_FILE =
      SettingTypes.file(
          "KAFKA_KEY_FILE",
          "raido.kafka.key-file",
          "the private key of KAFKA_CERT_FILE, PKCS#8 without a password");
  public static final Setting<GroupProtocol> KAFKA_GROUP_PROTOCOL =
      choice(
          "KAFKA_GROUP_PROTOCOL",
          "raido.kafka.group-protocol",
          GroupProtocol.CLASSIC,
          GroupProtocol.class,
          "how the workers' group is kept; consumer is KIP-848, see docs/operating.md first");
  public static final Setting<Provider> DJ_PROVIDER =
      choice(
          "DJ_PROVIDER",
          "raido.dj.provider",
          Provider.KOKORO,
          Provider.class,
          "disabled closes this worker's gate from its start; nothing is lost");
  public static final Setting<VoiceProvider> DJ_VOICE_PROVIDER =
      choice(
          "DJ_VOICE_PROVIDER",
          "raido.dj.voice-provider",
          VoiceProvider.KOKORO,
          VoiceProvider.class,
          "templates never calls a speech host at all");
  public static final Setting<Fallback> DJ_FALLBACK =
      choice(
          "DJ_FALLBACK",
          "raido.dj.fallback",
          Fallback.TEMPLATES,
          Fallback.class,
          "what is aired when speech is not possible in time");
  public static final Setting<URI> KOKORO_BASE_URL =
      new Setting<>(
          "KOKORO_BASE_URL",
          "raido.kokoro.base-url",
          "http://kokoro-tts:8880",
          "an http or https URL with a host, without query",
          "any OpenAI-compatible speech server",
          false,
          SettingParsers::httpUrl);
  public static final Setting<String> KOKORO_VOICE =
      new Setting<>(
          "KOKORO_VOICE",
          "raido.kokoro.voice",
          "af_bella",
          "a voice name of letters, digits and _+().-",
          "the voice of requests that name none",
          false,
          text -> matching(text, RequestLimits.VOICE.matcher(text).matches()));
  public static final Setting<Double> KOKORO_SPEED =
      new Setting<>(
          "KOKORO_SPEED",
          "raido.kokoro.speed",
          "1.0",
          "a number from 0.25 to 4",
          "the speed of requests that name none",
          false,
          text -> decimal(text, RequestLimits.SPEED_MIN, RequestLimits.SPEED_MAX));
  public static final Setting<String> KOKORO_MODEL =
      new Setting<>(
          "KOKORO_MODEL",
          "raido.kokoro.model",
          "kokoro",
          "a model name of letters, digits and ._:/-",
          "the model named in every call",
          false,
          text -> matching(text, text.matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}")));
  public static final Setting<AudioFormat> TTS_FORMAT =
      choice(
          "TTS_FORMAT",
          "raido.tts.format",
          AudioFormat.WAV,
          AudioFormat.class,
          "format of the speech host's audio; only wav is levelled to the fallback's loudness");
  public static final Setting<Duration> TTS_TIMEOUT =
      duration(
          "TTS_TIMEOUT",
          "raido.tts.timeout",
          "15s",
          Duration.ofMillis(100),
          Duration.ofMinutes(10),
          "the whole call");
  public static final Setting<Duration> TTS_CONNECT_TIMEOUT =
      duration(
          "TTS_CONNECT_TIMEOUT",
          "raido.tts.connect-timeout",
          "2s",
          Duration.ofMillis(10),
          Duration.ofMinutes(1),
          "reaching the speech host");
  public static final Setting<Duration> TTS_GRACE =
      duration(
          "TTS_GRACE",
          "raido.tts.grace",
          "30s",
          Duration.ZERO,
          Duration.ofMinutes(10),
          "how long a timed-out call keeps its slot while its answer may still come");
  public static final Setting<Integer> TTS_MAX_PER_MINUTE =
      whole(
          "TTS_MAX_PER_MINUTE",
          "raido.tts.max-per-minute",
          10,
          1,
          1_000_000,
          "speech calls of the whole cluster in any 60 s");
  public static final Setting<Integer> TTS_MAX_IN_FLIGHT =
      whole(
          "TTS_MAX_IN_FLIGHT",
          "raido.tts.max-in-flight",
          2,
          1,
          10_000,
          "speech calls of the whole cluster at one time");
  public static final Setting<Integer> MAX_CONCURRENT_JOBS =
      whole(
          "MAX_CONCURRENT_JOBS",
          "raido.worker.max-concurrent-jobs",
          2,
          1,
          10_000,
          "speech calls of one worker at one time");
  public static final Setting<Duration> WORKER_POLL_INTERVAL =
      duration(
          "WORKER_POLL_INTERVAL",
          "raido.worker.poll-interval",
          "5s",
          Duration.ofMillis(100),
          Duration.ofMinutes(1),
          "longest time between two looks at what is held");
  public static final Setting<Integer> BREAKER_FAILURES =
      whole(
          "BREAKER_FAILURES",
          "raido.breaker.failures",
          5,
          1,
          1_000,
          "consecutive failures of the host that open the breaker");
  public static final Setting<Duration> BREAKER_OPEN =
      duration(
          "BREAKER_OPEN",
          "raido.breaker.open",
          "300s",
          Duration.ofMillis(100),
          Duration.ofDays(1),
          "how long the breaker stays open");
  public static final Setting<Integer> MAX_ATTEMPTS =
      whole(
          "MAX_ATTEMPTS",
          "raido.attempts.max",
          2,
          1,
          100,
          "speech calls for one request in one pass");
  public static final Setting<Duration> BACKOFF_MIN =
      duration(
          "BACKOFF_MIN",
          "raido.attempts.backoff-min",
          "4s",
          Duration.ZERO,
          Duration.ofHours(1),
          "wait after the first failed attempt");
  public static final Setting<Duration> BACKOFF_MAX =
      duration(
          "BACKOFF_MAX",
          "raido.attempts.backoff-max",
          "16s",
          Duration.ZERO,
          Duration.ofHours(1),
          "longest wait between attempts");
  public static final Setting<Duration> RAMP_STEP =
      duration(
          "RAMP_STEP",
          "raido.ramp.step",
          "60s",
          Duration.ofMillis(10),
          Duration.ofHours(1),
          "one step of the ramp of 10, 20, 50, 100 %");
  public static final Setting<Duration> AIR_LEAD =
      duration(
          "AIR_LEAD",
          "raido.air.lead",
          "10s",
          Duration.ZERO,
          Duration.ofMinutes(10),
          "so long before airBy the fallback steps in");
  public static final Setting<Duration> MAX_WAIT =
      duration(
          "MAX_WAIT",
          "raido.max-wait",
          "7d",
          Duration.ofSeconds(1),
          DAYS_7,
          "what waits longer is expired");
  public static final Setting<Dedup> DEDUP_WINDOW =
      new Setting<>(
          "DEDUP_WINDOW",
          "raido.dedup-window",
          "24h/200000",
          "a duration from 1s to 7d, or a duration and a number of ids with a slash between, such as 24h/200000",
          "for how long, and for how many ids a partition, a repeated id is a duplicate",
          false,
          SettingParsers::dedup);
  public static final Setting<Integer> REPLAY_CAP =
      whole("REPLAY_CAP", "raido.replay.cap", 3, 1, 1_000, "replays of one dead letter");
  public static final Setting<Set<String>> REPLAY_TOPICS =
      words(
          "REPLAY_TOPICS",
          "raido.replay.topics",
          "topics beside raido.requests to which foreign dead letters may be replayed; not set: none");
  public static final Setting<Duration> PROTECTION_COOLDOWN =
      duration(
          "PROTECTION_COOLDOWN",
          "raido.protection.cooldown",
          "300s",
          Duration.ZERO,
          Duration.ofDays(1),
          "closed for so long after a host's last critical beat");
  public static final Setting<Set<String>> PROTECT_ON_HOSTS =
      words(
          "PROTECT_ON_HOSTS",
          "raido.protection.hosts",
          "hosts whose pressure counts; not set: all heard");
  public static final Setting<String> SPEECH_SERVICE =
      new Setting<>(
          "SPEECH_SERVICE",
          "raido.speech-service",
          "kokoro",
          "a name of letters, digits, dots and dashes",
          "the name that agent and workers share",
          false,
          SettingParsers::name);
  public static final Setting<Path> TTS_CACHE_DIR =
      new Setting<>(
          "TTS_CACHE_DIR",
          "raido.store.dir",
          "shared/tts",
          "a directory",
          "the audio store",
          false,
          SettingParsers::path);
  public static final Setting<Long> TTS_CACHE_MAX =
      new Setting<>(
          "TTS_CACHE_MAX",
          "raido.store.max",
          "2GiB",
          "a size such as 500MiB or 2GiB, at least 1MiB",
          "the audio store is kept under it",
          false,
          SettingParsers::bytes);
  public static final Setting<Optional<Path>> TEMPLATES_DIR =
      new Setting<>(
          "TEMPLATES_DIR",
          "raido.templates.dir",
          "",
          "a directory",
          "a station's own templates and clips; not set: the built-in ones",
          false,
          text -> text.isEmpty() ? Optional.empty() : Optional.of(path(text)));
  public static final Setting<Optional<String>> AGENT_HOST =
      new Setting<>(
          "AGENT_HOST",
          "raido.agent.host",
          "",
          "a name of letters, digits, dots and dashes",
          "the speech host's name; not set: the machine's (in a container it must be set)",
          false,
          text -> text.isEmpty() ? Optional.empty() : Optional.of(name(text)));
  public static final Setting<Double> CPU_WARN =
      percent(
          "CPU_WARN", "raido.agent.cpu-warn", "80", "use of CPU, in percent, that is a warning");
  public static final Setting<Double> CPU_CRITICAL =
      percent(
          "CPU_CRITICAL",
          "raido.agent.cpu-critical",
          "95",
          "use of CPU, in percent, that is critical");
  public static final Setting<Double> MEMORY_WARN =
      percent(
          "MEMORY_WARN",
          "raido.agent.memory-warn",
          "80",
          "memory in use, in percent, that is a warning");
  public static final Setting<Double> MEMORY_CRITICAL =
      percent(
          "MEMORY_CRITICAL",
          "raido.agent.memory-critical",
          "95",
          "memory in use, in percent, that is critical");
  public static final Setting<Double> LOAD_WARN =
      load(
          "LOAD_WARN",
          "raido.agent.load-warn",
          "5",
          "load average over a minute that is a warning");
  public static final Setting<Double> LOAD_CRITICAL =
      load(
          "LOAD_CRITICAL",
          "raido.agent.load-critical",
          "10",
          "load average over a minute that is critical");
  public static final Setting<Boolean> LOAD_PER_CORE =
      new Setting<>(
          "LOAD_PER_CORE",
          "raido.agent.load-per-core",
          "false",
          "true or false",
          "whether the load thresholds are for one core",
          false,
          SettingParsers::bool);
  public static final Setting<Integer> INTAKE_PER_SECOND =
      whole(
          "INTAKE_PER_SECOND",
          "raido.intake.per-second",
          50,
          1,
          100_000,
          "announcements that the producer takes in a second");
  public static final Setting<Duration> INTAKE_COOLDOWN =
      duration(
          "INTAKE_COOLDOWN",
          "raido.intake.cooldown",
          "5m",
          Duration.ZERO,
          Duration.ofDays(1),
          "the same track and kind is refused for so long");
  public static final Setting<Set<String>> STATIONS =
      words("STATIONS", "raido.stations", "the stations the producer knows; not set: any");
  public static final Setting<Integer> PARTITIONS =
      whole(
          "PARTITIONS",
          "raido.topics.partitions",
          6,
          1,
          1_000,
          "partitions of requests, outcomes and dead letters where they are created");
  public static final Setting<Integer> REPLICATION =
      whole(
          "REPLICATION",
          "raido.topics.replication",
          1,
          1,
          10,
          "replicas of each topic where they are created; 3 on a cluster");
  public static final Setting<Integer> PRODUCER_PORT =
      whole(
          "PRODUCER_PORT",
          "raido.producer.port",
          8090,
          0,
          65_535,
          "the producer's HTTP port; 0: any free one");
  public static final Setting<Integer> WORKER_PORT =
      whole(
          "WORKER_PORT",
          "raido.worker.port",
          8091,
          0,
          65_535,
          "the worker's port for health and Prometheus; 0: any free one");
  public static final Setting<Integer> AGENT_METRICS_PORT =
      whole(
          "AGENT_METRICS_PORT",
          "raido.agent.metrics-port",
          0,
          0,
          65_535,
          "the agent's port for Prometheus; 0: none");
  public static final Setting<String> BIND_ADDRESS =
      new Setting<>(
          "BIND_ADDRESS",
          "raido.bind-address",
          "127.0.0.1",
          "an address of this machine",
          "where HTTP ports are opened",
          false,
          SettingParsers::nonBlank);
  public static final Setting<Integer> CONTROL_ROOM_PORT =
      whole(
          "CONTROL_ROOM_PORT",
          "raido.control-room.port",
          8080,
          0,
          65_535,
          "the control room's HTTP port; 0: any free one");
  public static final Setting<String> CONTROL_ROOM_BIND_ADDRESS =
      new Setting<>(
          "CONTROL_ROOM_BIND_ADDRESS",
          "raido.control-room.bind-address",
          "127.0.0.1",
          "an address of this machine",
          "where the control room's port is opened; any but loopback needs a token",
          false,
          SettingParsers::nonBlank);
  public static final Setting<Optional<Secret>> CONTROL_ROOM_LOOK_TOKEN =
      secret(
          "CONTROL_ROOM_LOOK_TOKEN",
          "raido.control-room.look-token",
          "who shows it may look at the control room");
  public static final Setting<Optional<Secret>> CONTROL_ROOM_OPERATE_TOKEN =
      secret(
          "CONTROL_ROOM_OPERATE_TOKEN",
          "raido.control-room.operate-token",
          "who shows it may look at the control room and operate it");

  public static final Setting<LogFormat> LOG_FORMAT =
      choice(
          "LOG_FORMAT",
          "raido.log.format",
          LogFormat.TEXT,
          LogFormat.class,
          "how programs write their log; ecs is JSON by the Elastic Common Schema, see docs/traces.md");
  public static final Setting<Optional<URI>> OTEL_EXPORTER_OTLP_ENDPOINT =
      new Setting<>(
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "raido.otel.endpoint",
          "",
          "an http or https URL with a host, without query",
          "an OpenTelemetry collector (OTLP over HTTP, such as http://127.0.0.1:4318); not set: no traces, see docs/traces.md",
          false,
          text -> text.isEmpty() ? Optional.empty() : Optional.of(SettingParsers.httpUrl(text)));
  public static final Setting<Double> OTEL_TRACES_SAMPLER_ARG =
      new Setting<>(
          "OTEL_TRACES_SAMPLER_ARG",
          "raido.otel.sampler-arg",
          "1",
          "a number from 0 to 1",
          "the share of the traces that begin here which is exported; what a caller began goes as it says",
          false,
          text -> decimal(text, 0, 1));
  public static final Setting<Optional<Secret>> OTEL_EXPORTER_OTLP_HEADERS =
      SettingTypes.headers(
          "OTEL_EXPORTER_OTLP_HEADERS",
          "raido.otel.headers",
          "headers for the collector, such as a key of its own");

  /** Who we are to Kafka; a broker of one's own on loopback asks for none of it. */
  public static final List<Setting<?>> KAFKA_SECURITY =
      List.of(
          KAFKA_SECURITY_PROTOCOL,
          KAFKA_SASL_MECHANISM,
          KAFKA_USERNAME,
          KAFKA_PASSWORD,
          KAFKA_CA_FILE,
          KAFKA_CERT_FILE,
          KAFKA_KEY_FILE);

  /** All of them, in the order in which they are documented. */
  public static final List<Setting<?>> ALL =
      List.of(
          KAFKA_BOOTSTRAP_SERVERS,
          KAFKA_SECURITY_PROTOCOL,
          KAFKA_SASL_MECHANISM,
          KAFKA_USERNAME,
          KAFKA_PASSWORD,
          KAFKA_CA_FILE,
          KAFKA_CERT_FILE,
          KAFKA_KEY_FILE,
          KAFKA_GROUP_PROTOCOL,
          DJ_PROVIDER,
          DJ_VOICE_PROVIDER,
          DJ_FALLBACK,
          KOKORO_BASE_URL,
          KOKORO_VOICE,
          KOKORO_SPEED,
          KOKORO_MODEL,
          TTS_FORMAT,
          TTS_TIMEOUT,
          TTS_CONNECT_TIMEOUT,
          TTS_GRACE,
          TTS_MAX_PER_MINUTE,
          TTS_MAX_IN_FLIGHT,
          MAX_CONCURRENT_JOBS,
          WORKER_POLL_INTERVAL,
          BREAKER_FAILURES,
          BREAKER_OPEN,
          MAX_ATTEMPTS,
          BACKOFF_MIN,
          BACKOFF_MAX,
          RAMP_STEP,
          AIR_LEAD,
          MAX_WAIT,
          DEDUP_WINDOW,
          REPLAY_CAP,
          REPLAY_TOPICS,
          PROTECTION_COOLDOWN,
          PROTECT_ON_HOSTS,
          SPEECH_SERVICE,
          TTS_CACHE_DIR,
          TTS_CACHE_MAX,
          TEMPLATES_DIR,
          AGENT_HOST,
          CPU_WARN,
          CPU_CRITICAL,
          MEMORY_WARN,
          MEMORY_CRITICAL,
          LOAD_WARN,
          LOAD_CRITICAL,
          LOAD_PER_CORE,
          INTAKE_PER_SECOND,
          INTAKE_COOLDOWN,
          STATIONS,
          PARTITIONS,
          REPLICATION,
          PRODUCER_PORT,
          WORKER_PORT,
          AGENT_METRICS_PORT,
          BIND_ADDRESS,
          CONTROL_ROOM_PORT,
          CONTROL_ROOM_BIND_ADDRESS,
          CONTROL_ROOM_LOOK_TOKEN,
          CONTROL_ROOM_OPERATE_TOKEN,
          LOG_FORMAT,
          OTEL_EXPORTER_OTLP_ENDPOINT,
          OTEL_TRACES_SAMPLER_ARG,
          OTEL_EXPORTER_OTLP_HEADERS);

  /** Whether Kafka is spoken to by TLS, and who says who they are. */
  public enum SecurityProtocol {
    PLAINTEXT,
    /** TLS; who a client is, its certificate says, where the brokers ask for one. */
    SSL,
    /** Name and password without TLS: for a network that nobody else can read. */
    SASL_PLAINTEXT,
    SASL_SSL;

    public boolean isSasl() {
      return this == SASL_PLAINTEXT || this == SASL_SSL;
    }

    public boolean isTls() {
      return this == SSL || this == SASL_SSL;
    }
  }

  /** How name and password are shown. */
  public enum SaslMechanism {
    SCRAM_SHA_512,
    SCRAM_SHA_256,
    /** The password itself is sent. */
    PLAIN;

    /** As Kafka calls it. */
    public String kafkaName() {
      return name().replace('_', '-');
    }

    static SaslMechanism of(String text) {
      return Arrays.stream(values())
          .filter(mechanism -> mechanism.kafkaName().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(IllegalArgumentException::new);
    }
  }

  /** By which protocol workers are a group. */
  public enum GroupProtocol {
    /** Members assign among themselves, cooperative-sticky; sessions of 6 s. */
    CLASSIC,
    /** The brokers assign (KIP-848); session and heartbeat are theirs too. */
    CONSUMER
  }

  /** Who speaks for this worker. */
  public enum Provider {
    KOKORO,
    DISABLED
  }

  /** Whose voice is used. */
  public enum VoiceProvider {
    KOKORO,
    TEMPLATES
  }

  /** What steps in when speech is not possible. */
  public enum Fallback {
    TEMPLATES,
    NONE
  }

  /** What the speech host is asked to answer with. */
  public enum AudioFormat {
    WAV,
    MP3
  }

  /** How a line of the log looks. */
  public enum LogFormat {
    /** For people. */
    TEXT,
    /** A JSON object a line, by the Elastic Common Schema. */
    ECS
  }

  /** For how long, and for how many ids a partition, a repeated id is a duplicate. */
  public record Dedup(Duration window, int ids) {}

  private RaidoSettings() {}
}
