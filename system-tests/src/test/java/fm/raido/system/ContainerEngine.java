package fm.raido.system;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * Whether containers can be had here. Asked before Testcontainers is: that tries for two minutes to
 * fetch an image, thrice over, and then the test fails.
 */
final class ContainerEngine {
  private static final int PULL_MINUTES = 3;

  /** What the library, 2.0, starts first so that nothing is left behind, unless told not to. */
  private static final DockerImageName SWEEPER =
      DockerImageName.parse("testcontainers/ryuk:0.14.0");

  private ContainerEngine() {}

  /** Skips the running test unless there is an engine that has those images or can fetch them. */
  static void requirePlain(String... images) {
    DockerClient engine = answering(String.join(", ", images));
    for (String image : images) {
      have(engine, DockerImageName.parse(image), "");
    }
  }

  /** The same for a test that uses Testcontainers. */
  static void require(DockerImageName image) {
    DockerClient engine = answering(image.toString());
    if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
      have(engine, SWEEPER, " (or set TESTCONTAINERS_RYUK_DISABLED=true)");
    }
    have(engine, image, "");
  }

  private static DockerClient answering(String needed) {
    DockerClient engine = engine();
    if (engine == null) {
      throw Skip.because("no container engine answers; this needs " + needed);
    }
    return engine;
  }

  private static @Nullable DockerClient engine() {
    List<DockerClientProviderStrategy> roads = new ArrayList<>();
    ServiceLoader.load(DockerClientProviderStrategy.class).forEach(roads::add);
    try {
      return DockerClientProviderStrategy.getFirstValidStrategy(roads).getDockerClient();
    } catch (IllegalStateException e) {
      return null;
    }
  }

  private static void have(DockerClient engine, DockerImageName plain, String hint) {
    DockerImageName image = ImageNameSubstitutor.instance().apply(plain);
    try {
      engine.inspectImageCmd(image.asCanonicalNameString()).exec();
    } catch (NotFoundException e) {
      String failure = fetch(engine, image);
      if (!failure.isEmpty()) {
        throw Skip.because("the image " + image + " cannot be fetched" + hint + ": " + failure);
      }
    }
  }

  /** Why it is not there now; empty if it is. */
  private static String fetch(DockerClient engine, DockerImageName image) {
    try {
      return engine
              .pullImageCmd(image.getUnversionedPart())
              .withTag(image.getVersionPart())
              .start()
              .awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES)
          ? ""
          : "not within " + PULL_MINUTES + " minutes";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage()).strip();
    }
  }
}
