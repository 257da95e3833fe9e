package fm.raido.system.storm;

import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.system.audit.Backlog;
import fm.raido.system.audit.TopicAudit;
import fm.raido.system.cluster.ClusterPorts;
import fm.raido.system.cluster.KafkaCluster;
import fm.raido.system.cluster.Tuning;
import fm.raido.system.disk.DiskMade;
import fm.raido.system.disk.SmallDisk;
import fm.raido.testkit.process.ChildJvm;
import fm.raido.testkit.process.ChildJvmBuilder;
import fm.raido.testkit.promise.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The system on trial, as real processes on loopback: three brokers, up to four workers, a speech
 * host that does what it is told, a proxy on every way between two of them, and a small disk under
 * the audio store where the machine gives one.
 */
public final class Stage implements AutoCloseable {
  static final int WORKERS = 4;
  static final int PARTITIONS = 6;

  /** The slot whose worker was started by somebody with other ideas of the limits. */
  private static final int DISSENTER = 3;

  private static final List<String> WORKER_JVM =
      List.of(
          "-Xmx160m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Xlog:aot=off");

  private static final Duration SETTLED = Duration.ofSeconds(3);
  private static final Duration READY = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration TELL = Duration.ofSeconds(10);

  private final Path directory;
  private final GroupProtocol protocol;
  private final Chronicle chronicle;
  private final Voice voice;
  private final Links links;
  private final KafkaCluster cluster;
  private final @Nullable SmallDisk disk;
  private final String diskMissing;
  private final List<WorkerSlot> slots = new ArrayList<>();
  private final Feed feed;

  private Stage(
      Path directory,
      GroupProtocol protocol,
      Chronicle chronicle,
      Voice voice,
      Links links,
      KafkaCluster cluster,
      DiskMade made)
      throws IOException {
    this.directory = directory;
    this.protocol = protocol;
    this.chronicle = chronicle;
    this.voice = voice;
    this.links = links;
    this.cluster = cluster;
    this.disk = made instanceof DiskMade.Ready(SmallDisk ready) ? ready : null;
    this.diskMissing = made instanceof DiskMade.NotHere(String why) ? why : "";
    for (int slot = 0; slot < WORKERS; slot++) {
      slots.add(new WorkerSlot(slot, builder(slot, "-XX:AOTCache=" + classes()), chronicle));
    }
    this.feed = new Feed(cluster.bootstrapServers());
  }

  /**
   * Sets it up and returns when three brokers are in step and the topics are there; no worker runs.
   *
   * @param directory for all its files; must exist
   * @param diskBytes the audio store's disk
   */
  public static Stage set(
      Path directory,
      Tuning tuning,
      GroupProtocol protocol,
      long seed,
      long diskBytes,
      Chronicle chronicle)
      throws IOException, InterruptedException {
    List<AutoCloseable> open = new ArrayList<>();
    try {
      Voice voice = new Voice(new SplittableRandom(seed));
      open.add(voice);
      List<String> listeners = new ArrayList<>();
      for (int slot = 0; slot < WORKERS; slot++) {
        listeners.add(Links.listener(slot));
      }
      ClusterPorts ports = ClusterPorts.choose(listeners);
      Links links = new Links(ports, WORKERS, voice.port());
      open.add(links);
      KafkaCluster cluster =
          KafkaCluster.start(
              Files.createDirectories(directory.resolve("brokers")), tuning, ports, links.wiring());
      open.add(cluster);
      DiskMade disk =
          SmallDisk.tryMake(Files.createDirectories(directory.resolve("tts")), diskBytes);
      try (TopicAdmin admin =
          TopicAdmin.connect(KafkaConnection.plain(cluster.bootstrapServers()))) {
        admin.apply(
            TopicCatalogue.topics(PARTITIONS, ClusterPorts.NODES), ClusterPorts.NODES, false);
      }
      cluster.awaitInSync(READY);
      Stage stage = new Stage(directory, protocol, chronicle, voice, links, cluster, disk);
      open.add(stage);
      stage.train();
      return stage;
    } catch (IOException | InterruptedException | RuntimeException e) {
      closeAll(open.reversed(), e);
      throw e;
    }
  }

  private static void closeAll(List<AutoCloseable> open, Exception why) {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        why.addSuppressed(e);
      }
    }
  }

  /**
   * A first worker leaves its loaded classes to all others: a storm starts dozens of them, and each
   * would burn seconds of CPU on that (measured).
   */
  private void train() throws IOException, InterruptedException {
    WorkerSlot first =
        new WorkerSlot(0, builder(0, "-XX:AOTCacheOutput=" + classes()), new Chronicle(deed -> {}));
    first.start();
    await(
        "a first worker ready",
        READY,
        () -> {
          first.supervise();
          return first.isReady();
        });
    first.stop();
  }

  private Path classes() {
    return directory.resolve("worker.aot");
  }

  private ChildJvmBuilder builder(int slot, String classes) throws IOException {
    List<String> options = new ArrayList<>(WORKER_JVM);
    options.add(classes);
    ChildJvmBuilder builder =
        ChildJvm.of("worker" + slot, "fm.raido.station.Raido")
            .arguments(List.of("worker"))
            .options(options)
            .classPath(WorkerClassPath.get())
            .directory(Files.createDirectories(directory.resolve("worker" + slot)))
            .environment(
                StageSettings.worker(
                    protocol,
                    links.bootstrapServers(slot),
                    links.toHost(slot).port(),
                    directory.resolve("tts").toString(),
                    slot == DISSENTER));
    return disk == null ? builder : builder.launcher(disk::inside);
  }

  public Chronicle chronicle() {
    return chronicle;
  }

  KafkaCluster cluster() {
    return cluster;
  }

  Links links() {
    return links;
  }

  Voice voice() {
    return voice;
  }

  public Feed feed() {
    return feed;
  }

  /** The disk under the audio store; empty where this machine gives none. */
  Optional<SmallDisk> disk() {
    return Optional.ofNullable(disk);
  }

  /** Why there is no small disk; empty where there is one. */
  public String diskMissing() {
    return diskMissing;
  }

  List<WorkerSlot> slots() {
    return slots;
  }

  WorkerSlot slot(int number) {
    return slots.get(number);
  }

  /** How this stage's brokers are reached past all proxies. */
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  /** Starts the first so many workers, stops the others, and returns when all are ready. */
  void scaleTo(int workers, Duration within) throws InterruptedException {
    for (WorkerSlot slot : slots.subList(0, workers)) {
      slot.start();
    }
    for (WorkerSlot slot : slots.subList(workers, slots.size())) {
      slot.stop().ifPresent(stop -> chronicle.stopped(slot.name(), stop));
    }
    await(
        workers + " workers ready",
        within,
        () -> {
          slots.subList(0, workers).forEach(WorkerSlot::supervise);
          return slots.subList(0, workers).stream().allMatch(WorkerSlot::isReady);
        });
  }

  /** The same, and the group has settled: what follows measures no handover. */
  void calm(int workers, Duration within) throws InterruptedException {
    heal(workers, within);
    pause(SETTLED);
  }

  /** Everything is well again: links, voice, disk, brokers; and these workers run. */
  void heal(int workers, Duration within) throws InterruptedException {
    links.heal();
    voice.recover();
    disk().ifPresent(SmallDisk::free);
    reviveBrokers();
    cluster.awaitInSync(within);
    scaleTo(workers, within);
  }

  /** Brokers that are dead are started, those that stand still go on. */
  void reviveBrokers() {
    for (int node = 1; node <= ClusterPorts.NODES; node++) {
      if (cluster.isAlive(node)) {
        cluster.resume(node);
      } else {
        cluster.restart(node);
      }
    }
  }

  /**
   * Waits until every record has its committed outcome.
   *
   * @return whether that came in time
   */
  public boolean awaitRest(Duration within) throws InterruptedException {
    feed.flush();
    long patience = System.nanoTime() + within.toNanos();
    try (Backlog backlog = new Backlog(cluster.bootstrapServers(), PARTITIONS)) {
      long tellAt = System.nanoTime() + TELL.toNanos();
      for (long waiting = backlog.waiting(); waiting != 0; waiting = backlog.waiting()) {
        if (System.nanoTime() > patience) {
          return false;
        }
        if (System.nanoTime() > tellAt && waiting > 0) {
          chronicle.told(waiting + " wait");
          tellAt += TELL.toNanos();
        }
        slots.forEach(WorkerSlot::supervise);
        pause(LOOK);
      }
    }
    return true;
  }

  /** All that there is to see now. */
  public Observed observe() {
    slots.forEach(WorkerSlot::id); // What is known of each goes into the chronicle.
    return new TopicAudit(cluster.bootstrapServers())
        .observe(voice.host().calls(), feed.acknowledged(), chronicle.troubles());
  }

  static void pause(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  static void await(String what, Duration within, BooleanSupplier condition)
      throws InterruptedException {
    long patience = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > patience) {
        throw new StageFailed("not within " + within.toSeconds() + " s: " + what);
      }
      pause(LOOK);
    }
  }

  @Override
  public void close() {
    slots.forEach(WorkerSlot::close);
    feed.close();
    cluster.close();
    links.close();
    voice.close();
    if (disk != null) {
      disk.close();
    }
  }
}
