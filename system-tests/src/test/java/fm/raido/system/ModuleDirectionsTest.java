package fm.raido.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directions between modules, as DESIGN and README draw them. */
class ModuleDirectionsTest {
  private static final JavaClasses RAIDO =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("fm.raido");

  @ParameterizedTest(name = "{0} knows of ours only {1}")
  @CsvSource({
    "schemas, schemas",
    "protection, protection schemas",
    "traces, traces schemas",
    "localkafka, localkafka schemas",
    "producer, producer schemas traces",
    "worker, worker protection schemas traces",
    "agent, agent protection schemas",
    "controlroom, controlroom protection schemas traces",
  })
  void aModuleKnowsOnlyWhatItStandsOn(String module, String allowed) {
    String[] packages =
        java.util.Arrays.stream(allowed.split(" ", -1))
            .map(p -> "fm.raido." + p + "..")
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("fm.raido." + module + "..")
        .should()
        .onlyDependOnClassesThat(
            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage(
                    "fm.raido..")
                .or(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                        packages)))
        .check(RAIDO);
  }

  @Test
  void theAgentKnowsNoSpring() {
    noClasses()
        .that()
        .resideInAPackage("fm.raido.agent..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(RAIDO);
  }

  @Test
  void springLivesInConfigurationsAndListenersOfTheWorker() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "fm.raido.worker.loop..",
            "fm.raido.worker.window..",
            "fm.raido.worker.admission..",
            "fm.raido.worker.settlement..",
            "fm.raido.worker.speech..",
            "fm.raido.worker.audio..",
            "fm.raido.worker.fallback..",
            "fm.raido.worker.gate..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(RAIDO);
  }
}
