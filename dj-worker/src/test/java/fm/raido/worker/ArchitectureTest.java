package fm.raido.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "fm.raido.worker", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule springStaysAtTheEdge =
      noClasses()
          .that()
          .resideOutsideOfPackages("fm.raido.worker", "fm.raido.worker.intake")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..");

  @ArchTest
  static final ArchRule springInIntakeIsItsContainer =
      noClasses()
          .that()
          .resideInAPackage("fm.raido.worker.intake")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.boot..", "org.springframework.context..");

  @ArchTest
  static final ArchRule springBootIsInTheProgramAlone =
      noClasses()
          .that()
          .haveNameNotMatching(
              ".*\\.(WorkerConfiguration|WorkerProgram|StartingWorker|OperatorsTls)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework.boot..");

  @ArchTest
  static final ArchRule theCoreDoesNoIo =
      noClasses()
          .that()
          .resideInAPackage("fm.raido.worker.loop")
          .and()
          .haveSimpleNameNotStartingWith("LiveEffects")
          .and()
          .haveSimpleNameNotStartingWith("WorkerLoop")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..", "java.nio.file..", "java.net..", "java.util.concurrent")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule windowsAndGateArePure =
      noClasses()
          .that()
          .resideInAnyPackage("fm.raido.worker.window", "fm.raido.worker.gate")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "java.net..",
              "java.util.concurrent..",
              "fm.raido.worker.loop",
              "fm.raido.worker.intake",
              "fm.raido.worker.settlement");

  @ArchTest
  static final ArchRule speechAndAudioKnowNothingOfKafkaOrTheLoop =
      noClasses()
          .that()
          .resideInAnyPackage(
              "fm.raido.worker.speech",
              "fm.raido.worker.sound",
              "fm.raido.worker.audio",
              "fm.raido.worker.fallback")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "fm.raido.worker.loop",
              "fm.raido.worker.intake",
              "fm.raido.worker.admission",
              "fm.raido.worker.settlement",
              "fm.raido.worker.window",
              "fm.raido.worker.gate");

  @ArchTest
  static final ArchRule settlementKnowsNothingOfTheLoop =
      noClasses()
          .that()
          .resideInAnyPackage("fm.raido.worker.settlement")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("fm.raido.worker.loop", "fm.raido.worker.admission");

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses()
          .should()
          .haveNameMatching(".*(Service|Util|Utils|Manager|Helper|Impl)(\\$.*)?")
          .orShould()
          .resideInAnyPackage("..service..", "..util..", "..model..", "..impl..", "..manager..");
}
