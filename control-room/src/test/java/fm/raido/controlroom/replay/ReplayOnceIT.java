package fm.raido.controlroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.wire.Headers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each letter goes back once, whoever replays it, and however often. */
@Timeout(90)
class ReplayOnceIT {
  private static final int LETTERS = 600;

  @TempDir Path dir;
  private LetterBench bench;
  private ReplayEngine engine;

  @BeforeEach
  void start() {
    bench = new LetterBench(dir);
    engine = new ReplayEngine(KafkaConnection.plain(bench.bootstrap()), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void movesEachLetterOnceToItsPartitionInItsNextPass() {
    bench.letters("a", LETTERS);
    List<ReplayProgress> heard = new ArrayList<>();
    ReplayResult result = engine.run(unlimited(LetterFilter.ALL), heard::add, new StopSignal());
    assertThat(result.isComplete()).isTrue();
    assertThat(result.end().done()).isEqualTo(LETTERS);
    assertThat(heard).hasSizeGreaterThan(3);
    assertThat(bench.outstanding()).isEmpty();
    assertEachOnce("a");
    assertThat(bench.replayed())
        .allSatisfy(it -> {
          int number = Integer.parseInt(it.request().id().substring(2));
          assertThat(it.partition()).isEqualTo(number % LetterBench.PARTITIONS);
          assertThat(it.key()).isEqualTo(it.request().station());
          assertThat(it.request()).isEqualTo(LetterBench.request(it.request().id(), 0).inPass(1));
          assertThat(it.header(Headers.REPLAY_OF)).isEqualTo(it.request().id() + "/0");
          assertThat(it.header(Headers.REPLAY_COUNT)).isEqualTo("1");
          assertThat(it.header(Headers.FIRST_FAILURE)).contains("the host was dead");
        });
    assertThat(engine.run(unlimited(LetterFilter.ALL), ReplayListener.NOBODY, new StopSignal()))
        .extracting(it -> it.end().chosen(), ReplayResult::isComplete)
        .containsExactly(0, true);
  }

  @Test
  void stopsBetweenTransactionsAndTheNextCallGoesOn() {
    bench.letters("b", LETTERS);
    StopSignal stop = new StopSignal();
    ReplayResult first =
        engine.run(
            unlimited(LetterFilter.ALL),
            progress -> {
              if (progress.done() >= 200) {
                stop.stop();
              }
            },
            stop);
    assertThat(first.stopped()).isTrue();
    assertThat(first.isComplete()).isFalse();
    assertThat(first.end().done()).isBetween(200, LETTERS - 1);
    assertThat(bench.replayed()).hasSize(first.end().done());
    assertThat(bench.outstanding()).hasSize(LETTERS - first.end().done());
    ReplayResult second =
        engine.run(unlimited(LetterFilter.ALL), ReplayListener.NOBODY, new StopSignal());
    assertThat(second.end().done()).isEqualTo(LETTERS - first.end().done());
    assertEachOnce("b");
  }

  @Test
  void twoAtOnceMoveEachLetterOnce() {
    bench.letters("c", LETTERS);
    CompletableFuture<ReplayResult> other =
        CompletableFuture.supplyAsync(
            () -> engine.run(unlimited(LetterFilter.ALL), ReplayListener.NOBODY, new StopSignal()));
    ReplayResult mine =
        engine.run(unlimited(LetterFilter.ALL), ReplayListener.NOBODY, new StopSignal());
    ReplayResult its = other.join();
    ReplayResult rest =
        engine.run(unlimited(LetterFilter.ALL), ReplayListener.NOBODY, new StopSignal());
    assertThat(mine.end().done() + its.end().done() + rest.end().done()).isEqualTo(LETTERS);
    assertThat(rest.isComplete()).isTrue();
    assertEachOnce("c");
    assertThat(bench.outstanding()).isEmpty();
  }

  @Test
  void oneThatSleepsWhileAnotherMovesAllMovesNothingTwice() throws Exception {
    bench.letters("d", LETTERS);
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    CompletableFuture<ReplayResult> sleeper =
        CompletableFuture.supplyAsync(() ->
            engine.run(
                unlimited(LetterFilter.ALL),
                progress -> {
                  if (progress.done() >= 100) {
                    asleep.countDown();
                    await(awake);
                  }
                },
                new StopSignal()));
    assertThat(asleep.await(30, TimeUnit.SECONDS)).isTrue();
    ReplayResult other =
        engine.run(unlimited(LetterFilter.ALL), ReplayListener.NOBODY, new StopSignal());
    awake.countDown();
    ReplayResult slept = sleeper.get(60, TimeUnit.SECONDS);
    assertThat(slept.end().done() + other.end().done()).isEqualTo(LETTERS);
    assertThat(other.isComplete()).isTrue();
    assertThat(slept.failure() + slept.end().byOthers()).isNotEqualTo("0");
    assertEachOnce("d");
  }

  @Test
  void seesAReplayBehindAWorkersOpenTransaction() throws Exception {
    bench.letters("e", 30);
    try (OpenTransaction open = OpenTransaction.begin(bench.bootstrap(), Duration.ofSeconds(5))) {
      for (int partition = 0; partition < LetterBench.PARTITIONS; partition++) {
        open.writeLetter(partition);
      }
      // Its tombstones lie behind the open transaction, where no reader of what is committed sees
      // them yet.
      CompletableFuture<ReplayResult> first =
          CompletableFuture.supplyAsync(() ->
              engine.run(unlimited(LetterFilter.ALL), ReplayListener.NOBODY, new StopSignal()));
      CompletableFuture<ReplayResult> second =
          CompletableFuture.supplyAsync(() ->
              engine.run(unlimited(LetterFilter.ALL), ReplayListener.NOBODY, new StopSignal()));
      assertThat(
              first.get(60, TimeUnit.SECONDS).end().done()
                  + second.get(60, TimeUnit.SECONDS).end().done())
          .isLessThanOrEqualTo(30);
    }
    engine.run(unlimited(LetterFilter.ALL), ReplayListener.NOBODY, new StopSignal());
    assertThat(bench.replayed().stream().map(Replayed::name).sorted().toList())
        .isEqualTo(IntStream.range(0, 30).mapToObj(i -> "e-" + i + "/1").sorted().toList());
  }

  private ReplayPlan unlimited(LetterFilter filter) {
    return bench.plan(filter).limited(java.util.Optional.empty(), Integer.MAX_VALUE, 0);
  }

  private void assertEachOnce(String prefix) {
    assertThat(bench.replayed().stream().map(Replayed::name).sorted().toList())
        .isEqualTo(
            IntStream.range(0, LETTERS).mapToObj(i -> prefix + "-" + i + "/1").sorted().toList());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody woke it");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
