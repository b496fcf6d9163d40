package dev.messina.dynamodb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.messina.dynamodb",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule roomsDoNotDependOnEachOtherInCircles =
      slices().matching("dev.messina.dynamodb.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule operationsAreFreeOfCircles =
      slices().matching("dev.messina.dynamodb.api.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule itStandsAlone =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.messina.record..",
              "dev.messina.source..",
              "dev.messina.transforms..",
              "dev.messina.sink..",
              "dev.messina.stack..");

  @ArchTest
  static final ArchRule onlyExportsToS3KnowTheSdk =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.S3Store(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule onlyExportsKnowIon =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.messina.dynamodb.export")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.amazon.ion..");

  @ArchTest
  static final ArchRule onlyTheHttpRoomKnowsTheHttpServer =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.messina.dynamodb.http")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jetty..");

  @ArchTest
  static final ArchRule onlyTheClockKnowsTheTime =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.messina.dynamodb.clock")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
