package fm.raido.producer;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limit of announcements a second. */
class RateLimitIT {
  private static final String PROMO = "{\"station\":\"main\",\"kind\":\"promo\",\"text\":\"x\"}";

  @Test
  void aStormIsRefusedWith429AndEvery202IsInKafka(@TempDir Path directory) throws Exception {
    try (Bench bench = Bench.start(directory);
        ProducerProgram producer = bench.producer(Map.of("INTAKE_PER_SECOND", 20));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(bench.announce(producer, PROMO).status()).isEqualTo(202);
      List<CompletableFuture<Bench.Answer>> calls =
          IntStream.range(0, 200)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> announce(bench, producer), callers))
              .toList();
      List<Bench.Answer> answers = calls.stream().map(CompletableFuture::join).toList();

      assertThat(answers).extracting(Bench.Answer::status).containsOnly(202, 429);
      assertThat(answers)
          .filteredOn(answer -> answer.status() == 429)
          .isNotEmpty()
          .allMatch(answer -> answer.headers().firstValue("retry-after").isPresent())
          .allMatch(answer -> answer.contentType().equals("application/problem+json"));
      long taken = answers.stream().filter(answer -> answer.status() == 202).count();
      assertThat(bench.records(TopicCatalogue.REQUESTS)).hasSize((int) taken + 1);
    }
  }

  private static Bench.Answer announce(Bench bench, ProducerProgram producer) {
    try {
      return bench.announce(producer, PROMO);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
