package dev.messina.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.messina.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** A comparer that decodes as the connectors do would share their mistakes; a preview has to. */
  @ArchTest
  static final ArchRule onlyThePreviewSharesCodeWithTheConnectors =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.messina.cli.preview")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.messina.plugin..",
              "dev.messina.record..",
              "dev.messina.source..",
              "dev.messina.transforms..",
              "dev.messina.sink..");

  @ArchTest
  static final ArchRule theComparerKnowsOnlyTheTwoDatabases =
      noClasses()
          .that()
          .resideInAPackage("dev.messina.cli.compare")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.messina.cli.demo..",
              "dev.messina.cli.local",
              "dev.messina.cli.connect",
              "dev.messina.stack..",
              "org.apache.kafka..");

  @ArchTest
  static final ArchRule onlyItsCommandKnowsTheDemo =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.messina.cli.demo..")
          .and()
          .doNotHaveSimpleName("DemoCommand")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.messina.cli.demo..");

  @ArchTest
  static final ArchRule packagesDoNotDependOnEachOtherInCircles =
      slices().matching("dev.messina.cli.(*)..").should().beFreeOfCycles();
}
