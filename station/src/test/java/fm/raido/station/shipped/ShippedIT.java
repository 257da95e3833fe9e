package fm.raido.station.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the build has put together, and the bills of materials beside it. */
class ShippedIT {
  private static final Path PAGE = Path.of("..", "docs", "licences.md");

  /** A directory that is all a program needs. */
  enum Shipped {
    STATION(Path.of("target", "raido"), "raido-station.jar", "raido.cdx.json"),
    AGENT(
        Path.of("..", "health-agent", "target", "agent"),
        "raido-agent.jar",
        "raido-agent.cdx.json");

    private final Path directory;
    private final String own;
    private final String bill;

    Shipped(Path directory, String own, String bill) {
      this.directory = directory;
      this.own = own;
      this.bill = bill;
    }

    List<Component> components() throws IOException {
      Path file = directory.resolve(bill);
      // Its maker does not work while Maven is offline.
      assumeTrue(Files.exists(file), () -> file + " is not there: was it built with -o?");
      return Json.MAPPER
          .readTree(Files.readString(file, UTF_8))
          .get("components")
          .valueStream()
          .map(Component::of)
          .toList();
    }

    /** The jars that the program's own one names as its class path. */
    Set<String> jars() throws IOException {
      try (JarFile jar = new JarFile(directory.resolve(own).toFile())) {
        String classPath =
            jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        return new TreeSet<>(Set.of(classPath.split(" ", -1)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyJarOfTheClassPathIsInTheBillAndNothingElseIs(Shipped shipped) throws IOException {
    Set<String> billed =
        shipped.components().stream()
            .map(Component::jar)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(shipped.jars()).hasSizeGreaterThan(10).isEqualTo(billed);
  }

  @ParameterizedTest
  @EnumSource
  void everyLibraryHasALicenceThatMayBeShipped(Shipped shipped) throws IOException {
    assertThat(shipped.components())
        .filteredOn(component -> !component.isOurs() && Licences.allowed(component).isEmpty())
        .isEmpty();
  }

  /** To bring it up to date, run this one test with {@code -Dlicences.write=true}. */
  @Test
  void thePageListsWhatIsShipped() throws IOException {
    List<Component> all = new ArrayList<>();
    for (Shipped shipped : Shipped.values()) {
      all.addAll(shipped.components());
    }
    if (Boolean.getBoolean("licences.write")) {
      Files.writeString(PAGE, Licences.page(all), UTF_8);
    }
    assertThat(Files.readString(PAGE, UTF_8)).isEqualTo(Licences.page(all));
  }
}
