package fm.raido.worker.loop;

import fm.raido.protection.gate.Gate;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.worker.admission.OwnRoad;
import fm.raido.worker.admission.Stopwatch;
import fm.raido.worker.audio.StoredAudio;
import fm.raido.worker.fallback.AnnouncementWords;
import fm.raido.worker.fallback.FallbackResult;
import fm.raido.worker.intake.Flow;
import fm.raido.worker.settlement.Batch;
import fm.raido.worker.settlement.SettlementResult;
import fm.raido.worker.speech.SpeechOrder;
import fm.raido.worker.window.Waiting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/** One core with everything around it played. */
final class SimWorker implements Effects, WorkerEvents {
  /** What the host does with a call. */
  record Answer(CallResult result, Duration after) {
    static Answer spoken() {
      return new Answer(CallResult.SPOKEN, Duration.ofMillis(300));
    }
  }

  record Call(String callId, SpeechOrder order, boolean keepAudio, Duration atMost) {}

  private record Later(long at, Runnable what) {}

  final Sim sim;
  final String id;
  final WorkerRules rules;
  final WorkerCore core;
  final Flow flow = new Flow();
  final List<Call> calls = new ArrayList<>();
  final List<Call> running = new ArrayList<>();
  final List<Waiting> renders = new ArrayList<>();
  final List<String> refusals = new ArrayList<>();
  final List<Duration> settlements = new ArrayList<>();
  final List<LeaveReason> leaves = new ArrayList<>();
  int joins;
  int storeTests;
  int turns;
  Duration lastWait = Duration.ZERO;

  /** Whether its appends reach the log, and whether it reads it. */
  boolean writes = true;

  boolean reads = true;
  boolean lookUpsAnswer = true;
  boolean storeWrites = true;
  Duration storeTime = Duration.ZERO;
  Duration renderTime = Duration.ofMillis(600);
  int voices = 2;
  private int voicesBusy;
  private final Deque<Runnable> voiceQueue = new ArrayDeque<>();
  Function<Call, Answer> host = call -> Answer.spoken();
  Function<Batch, SettlementResult> settler = this::committed;

  private final Map<Integer, Long> owned = new TreeMap<>();
  private final Map<Integer, Long> positions = new HashMap<>();
  private final Set<Integer> flushed = new HashSet<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));
  private final Deque<ProtectionRecord> unwritten = new ArrayDeque<>();
  private int read;
  private int nextCall;

  SimWorker(Sim sim, String id, WorkerRules rules) {
    this.sim = sim;
    this.id = id;
    this.rules = rules;
    this.core =
        new WorkerCore(
            id,
            rules,
            this,
            flow,
            sim.stopwatch(),
            new OwnRoad(rules.fold().breakerFailures(), rules.fold().breakerOpen()),
            new SplittableRandom(id.hashCode()),
            () -> id + "-" + nextCall++,
            request -> rules.order(request, AnnouncementWords.of(request)),
            this,
            RequestTraces.NONE);
  }

  void catchUp(boolean othersRun) {
    readLog();
    core.caughtUp(othersRun);
  }

  void assigned(int partition, long incarnation) {
    owned.put(partition, incarnation);
    positions.remove(partition);
    core.assigned(partition, incarnation);
  }

  void revoke(int partition) {
    long incarnation = owned.getOrDefault(partition, -1L);
    flushed.remove(partition);
    core.revoked(partition, incarnation, () -> flushed.add(partition));
    for (int i = 0; i < 500 && !flushed.contains(partition); i++) {
      sim.nanos += Sim.STEP.toNanos();
      step();
    }
    owned.remove(partition);
    core.left(partition, incarnation);
  }

  boolean isFlushed(int partition) {
    return flushed.contains(partition);
  }

  /** What it has appended and did not reach the log is lost. */
  void dropUnwritten() {
    unwritten.clear();
  }

  /** One moment: what is due happens, then a turn. */
  void step() {
    while (!later.isEmpty() && later.peek().at() <= sim.nanos) {
      later.poll().what().run();
    }
    readLog();
    fetch();
    turn();
    readLog();
    turn();
  }

  void turn() {
    lastWait = core.turn();
    turns++;
  }

  private void readLog() {
    if (writes) {
      while (!unwritten.isEmpty()) {
        sim.append(unwritten.poll());
      }
    }
    if (reads && read < sim.log.size()) {
      List<LogEntry> news = List.copyOf(sim.log.subList(read, sim.log.size()));
      read = sim.log.size();
      core.logRead(news);
    }
  }

  private void fetch() {
    owned.forEach((partition, incarnation) -> {
      Long position = positions.get(partition);
      List<Fetched> records = sim.topic.getOrDefault(partition, List.of());
      if (position != null && position < records.size()) {
        positions.put(partition, (long) records.size());
        core.fetched(
            records.subList(position.intValue(), records.size()).stream()
                .map(r ->
                    new Fetched(
                        r.partition(),
                        incarnation,
                        r.offset(),
                        r.appendedAt(),
                        r.bytes(),
                        r.reading(),
                        r.raw(),
                        r.traceparent()))
                .toList());
      }
    });
  }

  void after(Duration time, Runnable what) {
    later.add(new Later(sim.nanos + time.toNanos(), what));
  }

  @Override
  public void append(ProtectionRecord record) {
    unwritten.add(record);
  }

  @Override
  public void lookUp(Waiting waiting, SpeechOrder order) {
    if (lookUpsAnswer) {
      after(
          Duration.ZERO,
          () -> core.storeAnswered(waiting, Optional.ofNullable(sim.store.get(order))));
    }
  }

  @Override
  public void call(
      String callId,
      SpeechOrder order,
      boolean keepAudio,
      Stopwatch.Moment askedAt,
      Duration atMost) {
    Call call = new Call(callId, order, keepAudio, atMost);
    calls.add(call);
    running.add(call);
    Answer answer = host.apply(call);
    boolean inTime = answer.after().compareTo(atMost) < 0;
    after(
        inTime ? answer.after() : atMost,
        () -> answered(call, inTime ? answer.result() : CallResult.TIMED_OUT));
  }

  private void answered(Call call, CallResult result) {
    running.remove(call);
    boolean audio = result == CallResult.SPOKEN && call.keepAudio();
    core.callAnswered(call.callId(), result, null, audio);
    if (audio && storeWrites) {
      StoredAudio stored = audio(call.callId());
      after(
          storeTime,
          () -> {
            sim.store.put(call.order(), stored);
            core.audioKept(call.callId(), stored);
          });
    } else if (audio) {
      core.audioLost(call.callId(), "disk full");
    }
  }

  static StoredAudio audio(String name) {
    return new StoredAudio(name, RaidoSettings.AudioFormat.WAV, 1_000, Duration.ofSeconds(3));
  }

  @Override
  public void render(Waiting waiting, Duration atMost) {
    renders.add(waiting);
    voiceQueue.add(() ->
        after(
            renderTime,
            () -> {
              voicesBusy--;
              core.rendered(
                  waiting,
                  new FallbackResult.Rendered(
                      "line", "kevin16", audio("line"), Audio.Source.LOCAL_VOICE));
              nextVoice();
            }));
    nextVoice();
  }

  private void nextVoice() {
    if (voicesBusy < voices && !voiceQueue.isEmpty()) {
      voicesBusy++;
      voiceQueue.remove().run();
    }
  }

  @Override
  public void settle(Batch batch) {
    after(Duration.ofMillis(5), () -> core.settlementEnded(settler.apply(batch)));
  }

  SettlementResult committed(Batch batch) {
    return new SettlementResult.Committed(batch, sim.commit(batch));
  }

  /** Nothing was written. */
  SettlementResult failed(Batch batch, boolean blamesBatch) {
    Map<Integer, CommitMark> found = new HashMap<>();
    batch
        .parts()
        .forEach(part -> {
          CommitMark mark = sim.marks.get(part.partition());
          if (mark != null) {
            found.put(part.partition(), mark);
          }
        });
    return new SettlementResult.Failed(batch, found, "no", blamesBatch);
  }

  @Override
  public void recover(int partition, long incarnation) {
    Recovered found = sim.recovered(partition, incarnation);
    after(
        Duration.ZERO,
        () -> {
          core.recovered(found);
          if (owned.getOrDefault(partition, -1L) == incarnation) {
            positions.put(partition, found.mark().offset());
          }
        });
  }

  @Override
  public void testStore() {
    storeTests++;
    after(Duration.ZERO, () -> core.storeTested(storeWrites, "disk full"));
  }

  @Override
  public void joinGroup() {
    joins++;
  }

  @Override
  public void leaveGroup(LeaveReason why) {
    leaves.add(why);
  }

  @Override
  public void refuseToRun(String why) {
    refusals.add(why);
  }

  @Override
  public void settled(Outcome outcome, Duration sinceAppend) {}

  @Override
  public void duplicate() {}

  @Override
  public void called(CallResult result, Duration took) {}

  @Override
  public void settlementEnded(SettlementResult result, Duration took) {
    settlements.add(took);
  }

  @Override
  public void turned(Gate gate, int waiting) {}
}
