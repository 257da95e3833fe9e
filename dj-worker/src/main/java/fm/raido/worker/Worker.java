package fm.raido.worker;

import fm.raido.protection.gate.Gate;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.traces.Traces;
import fm.raido.worker.admission.OwnRoad;
import fm.raido.worker.admission.ProtectionLogAppender;
import fm.raido.worker.admission.ProtectionLogTail;
import fm.raido.worker.admission.Stopwatch;
import fm.raido.worker.audio.AudioStore;
import fm.raido.worker.audio.StoreFailed;
import fm.raido.worker.fallback.AnnouncementWords;
import fm.raido.worker.fallback.FallbackTemplates;
import fm.raido.worker.fallback.FallbackVoice;
import fm.raido.worker.fallback.LocalVoice;
import fm.raido.worker.fallback.WrongTemplate;
import fm.raido.worker.intake.Assignments;
import fm.raido.worker.intake.Flow;
import fm.raido.worker.intake.GroupMembership;
import fm.raido.worker.intake.Ownership;
import fm.raido.worker.intake.PartitionRecovery;
import fm.raido.worker.intake.RequestContainer;
import fm.raido.worker.loop.LiveEffects;
import fm.raido.worker.loop.RequestTraces;
import fm.raido.worker.loop.WorkerCore;
import fm.raido.worker.loop.WorkerEvents;
import fm.raido.worker.loop.WorkerLoop;
import fm.raido.worker.loop.WorkerRules;
import fm.raido.worker.meters.KafkaMeters;
import fm.raido.worker.settlement.CommittedMarks;
import fm.raido.worker.settlement.Settler;
import fm.raido.worker.speech.FirstCall;
import fm.raido.worker.speech.KokoroSpeechSynthesizer;
import fm.raido.worker.speech.SpeechSynthesizer;
import fm.raido.worker.tracing.RequestSpans;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker, put together: everything that it runs, started and stopped in order. Spring adds only
 * settings and meters.
 */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /** The consumer group of all workers. */
  public static final String GROUP = TopicCatalogue.WORKERS_GROUP;

  /**
   * How many fallback voices speak at once: a limit of their own, so that hanging speech calls
   * cannot starve them.
   */
  private static final int FALLBACK_VOICES = 2;

  private final String id;
  private final WorkerLoop loop;
  private final ProtectionLogAppender appender;
  private final ProtectionLogTail tail;
  private final Settler settler;
  private final Assignments assignments;
  private final GroupMembership membership;
  private final LiveEffects effects;
  private final LocalVoice localVoice;
  private final AudioStore store;
  private final OwnRoad road;
  private final Flow flow = new Flow();
  private final KafkaMeters meters = new KafkaMeters();
  private final Traces traces;
  private final WorkerCore core;
  private final JoiningWorker joining;
  private final OrderlyStop stop;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean begun;
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("raido-housekeeping").daemon().factory());

  /**
   * @param connection how to reach the brokers: Kafka client settings
   * @param events told of what is worth counting
   * @param standstill told how long the group kept partitions from being fetched
   * @param fatal told when the worker cannot go on
   * @throws WrongSetting if a setting breaks its rule
   * @throws StoreFailed if the audio store cannot be opened
   * @throws WrongTemplate if a station's template cannot be used
   */
  public Worker(
      Settings settings,
      Map<String, Object> connection,
      WorkerEvents events,
      Assignments.Standstill standstill,
      Consumer<String> fatal)
      throws StoreFailed, WrongTemplate {
    Clock clock = Clock.systemUTC();
    Stopwatch stopwatch = Stopwatch.system();
    String start = UUID.randomUUID().toString().substring(0, 8);
    this.id = "worker-" + start;
    this.store =
        AudioStore.open(
            settings.get(RaidoSettings.TTS_CACHE_DIR),
            settings.get(RaidoSettings.TTS_CACHE_MAX),
            clock);
    WorkerRules rules = WorkerRules.of(settings, store.marker());
    Optional<Path> templatesDir = settings.get(RaidoSettings.TEMPLATES_DIR);
    FallbackTemplates templates =
        templatesDir.isPresent()
            ? FallbackTemplates.load(templatesDir.get())
            : FallbackTemplates.builtIn();
    this.localVoice = new LocalVoice(FALLBACK_VOICES);
    this.road = new OwnRoad(rules.fold().breakerFailures(), rules.fold().breakerOpen());
    SpeechSynthesizer speech =
        new KokoroSpeechSynthesizer(
            settings.get(RaidoSettings.KOKORO_BASE_URL),
            settings.get(RaidoSettings.TTS_CONNECT_TIMEOUT),
            clock);

    this.loop = new WorkerLoop(bug -> fatal.accept("a bug stopped this worker: " + bug));
    this.assignments = new Assignments(flow, loop, standstill);
    GroupProtocol protocol = settings.get(RaidoSettings.KAFKA_GROUP_PROTOCOL);
    Map<String, Object> memberConfig =
        RequestContainer.memberConfig(connection, GROUP, id, protocol);
    Map<String, Object> readerConfig =
        RequestContainer.consumerConfig(connection, GROUP, id + "-recovery");
    this.appender = new ProtectionLogAppender(connection, id, clock);
    this.settler =
        new Settler(
            QuickFailover.ofSettlements(connection),
            TopicCatalogue.WORKER_TRANSACTIONS + start,
            assignments::view,
            new CommittedMarks(readerConfig),
            result -> loop.post(itsCore -> itsCore.settlementEnded(result)),
            meters);
    this.membership =
        new GroupMembership(
            RequestContainer.create(memberConfig, flow, assignments, loop, meters),
            assignments,
            new PartitionRecovery(readerConfig, rules.dedup(), clock),
            loop,
            connection,
            GROUP,
            RequestContainer.sessions(protocol),
            fatal);
    this.effects =
        new LiveEffects(
            loop,
            appender,
            settler,
            membership,
            speech,
            store,
            new FallbackVoice(templates, localVoice, store),
            stopwatch);
    this.traces = Traces.of(settings, "raido-worker");
    AtomicLong calls = new AtomicLong();
    this.core =
        new WorkerCore(
            id,
            rules,
            effects,
            flow,
            stopwatch,
            road,
            new SplittableRandom(),
            () -> id + "-" + calls.incrementAndGet(),
            request -> rules.order(request, AnnouncementWords.of(request)),
            events,
            traces.isOn()
                ? new RequestSpans(
                    traces,
                    id,
                    KokoroSpeechSynthesizer.speechUrl(settings.get(RaidoSettings.KOKORO_BASE_URL)))
                : RequestTraces.NONE);
    this.joining = new JoiningWorker(id, rules.fold().store(), loop, membership, localVoice, fatal);
    this.tail = new ProtectionLogTail(connection, id, joining);
    meters.opened(appender.client());
    meters.opened(tail.client());
    this.stop = new OrderlyStop(loop, membership, rules.fold().callTimeout());
  }

  /**
   * The connection settings of a Kafka client for these brokers, with which the silence of one
   * costs about as long as the others take to replace it.
   */
  public static Map<String, Object> connection(KafkaConnection kafka) {
    return QuickFailover.of(kafka);
  }

  /** Names this start of this process, in the log and in outcomes. */
  public String id() {
    return id;
  }

  /** Shows its parts' meters: of its own breaker, its Kafka clients, and its partitions. */
  void bindTo(MeterRegistry registry) {
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(road.registry()).bindTo(registry);
    meters.bindTo(registry);
    WorkerMeters.bind(flow, registry);
  }

  public AudioStore store() {
    return store;
  }

  /**
   * Begins to read and fold the protection log, and does nothing else: where it is long this takes
   * seconds, which a program can use for something else.
   */
  public void readAhead() {
    begun = true;
    Thread.ofVirtual().name("raido-speech-warm-up").start(FirstCall::make);
    loop.start(core);
    tail.start();
  }

  /** Takes part from now on; the group is joined when the protection log is folded. */
  public void start() {
    if (!begun) {
      readAhead();
    }
    appender.start();
    settler.start();
    joining.start();
    var _ = housekeeping.scheduleWithFixedDelay(this::sweep, 1, 10, TimeUnit.MINUTES);
    LOG.info("worker {} started, audio store {}", id, store.directory());
  }

  private void sweep() {
    try {
      store.sweep();
    } catch (StoreFailed | RuntimeException e) {
      LOG.warn("the audio store could not be swept: {}", e.getMessage());
    }
  }

  /** Whether it has joined the group with the log folded. */
  public boolean isLive() {
    return loop.answer(WorkerCore::isLive).orElse(false);
  }

  /** The causes that hold for this worker now; open where it does not answer in time. */
  public Gate gate() {
    return loop.answer(WorkerCore::gate).orElse(Gate.OPEN);
  }

  /** Requests fetched and not settled; 0 where the loop does not answer. */
  public int waiting() {
    return loop.answer(WorkerCore::waiting).orElse(0);
  }

  /** Who owns what, for tests. */
  Ownership ownership() {
    return assignments.view();
  }

  /** Has the loop do something; for tests that freeze it. */
  void post(Consumer<WorkerCore> event) {
    loop.post(event);
  }

  /**
   * Stops: no new calls; those in flight come to their end or their time-out; what is decided is
   * committed; the group is left, so that others take over; late answers are still stored for them;
   * a last word goes into the log. Takes as long as its calls, at most 30 s, with or without
   * brokers.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (joining.end()) {
      stop.run();
    }
    meters.close();
    // Side by side: where the brokers do not answer, each takes its time.
    try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
      List.<Runnable>of(appender::close, tail::close, settler::close).forEach(closing::execute);
    }
    if (begun) {
      loop.close();
    }
    effects.close();
    membership.close();
    housekeeping.shutdownNow();
    localVoice.close();
    traces.close();
    LOG.info("worker {} stopped", id);
  }
}
