package io.segue.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The one-way dependencies of docs/architecture.md. */
@AnalyzeClasses(packages = "io.segue", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule schemasKnowNothingAboveThem =
      noClasses()
          .that()
          .resideInAPackage("io.segue.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.segue.recommender..", "io.segue.trainer..", "io.segue.app..", "io.segue.local..");

  @ArchTest
  static final ArchRule recommenderKnowsOnlyTheAlgorithm =
      classes()
          .that()
          .resideInAPackage("io.segue.recommender..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.segue.recommender..",
              "java.lang..",
              "java.util..",
              "java.io",
              "java.nio",
              "java.nio.charset",
              "jdk.incubator.vector",
              "com.github.jelmerk.hnswlib..",
              "org.jspecify.annotations")
          .because("the algorithm knows no Kafka, no HTTP, no clocks");

  @ArchTest
  static final ArchRule recommenderOpensNoFiles =
      noClasses()
          .that()
          .resideInAPackage("io.segue.recommender..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(File|RandomAccessFile).*");

  @ArchTest
  static final ArchRule trainerAndAppDoNotKnowEachOther =
      slices().matching("io.segue.(trainer|app)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule theClientKnowsNothingOfSegue =
      classes()
          .that()
          .resideInAPackage("io.segue.client..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.segue.client..", "java..", "com.fasterxml.jackson..", "org.jspecify.annotations")
          .because("it goes into other people's programs");

  @ArchTest
  static final ArchRule nothingDependsOnLocal =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.segue.local..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.segue.local..");

  @ArchTest
  static final ArchRule trainerKnowsNoTopology =
      noClasses()
          .that()
          .resideInAPackage("io.segue.trainer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka.streams..", "io.helidon..");

  @ArchTest
  static final ArchRule rocksDbStaysWithTheStores =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.segue.app.topology..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.rocksdb..");

  @ArchTest
  static final ArchRule httpServerStaysInTheApi =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.segue.app.api..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon.webserver..");

  @ArchTest
  static final ArchRule logicTakesItsTimeFromAClock =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("clocks are injected");

  @ArchTest
  static final ArchRule randomnessIsSeeded =
      noClasses()
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(java.util.Random.class)
          .orShould()
          .callConstructor(java.util.SplittableRandom.class)
          .because("seeds are injected");

  @ArchTest
  static final ArchRule nothingIsJavaDeserialised =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream");
}
