package dev.messina.verification;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.messina.verification.expect.Deployed;

@AnalyzeClasses(
    packages = "dev.messina.verification",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /**
   * A verifier that decodes as the connectors do would share their mistakes. The transforms are
   * loaded by their names, through Connect's own interface.
   */
  @ArchTest
  static final ArchRule SHARES_NO_CODE_WITH_THE_CONNECTORS =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.messina.verification..",
              "org.apache.kafka.common..",
              "org.apache.kafka.clients..",
              "org.apache.kafka.connect..",
              "com.datastax.oss.driver.api..",
              "software.amazon.awssdk..",
              "com.fasterxml.jackson..",
              "org.yaml.snakeyaml..",
              "java..");

  /** What turns rows back must not share a mistake with what says which rows there must be. */
  @ArchTest
  static final ArchRule TURNING_BACK_IS_APART_FROM_EXPECTING =
      noClasses()
          .that()
          .resideInAPackage("dev.messina.verification.reverse")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.messina.verification.value..")
                  .or(resideInAPackage("org.apache.kafka.."))
                  .or(
                      resideInAPackage("dev.messina.verification.expect..")
                          .and(not(equivalentTo(Deployed.class)))));

  @ArchTest
  static final ArchRule VALUES_KNOW_NEITHER_ITEMS_NOR_ROWS =
      noClasses()
          .that()
          .resideInAPackage("dev.messina.verification.value")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.messina.verification.item..",
              "dev.messina.verification.row..",
              "org.apache.kafka..",
              "software.amazon.awssdk..");

  @ArchTest
  static final ArchRule HAS_NO_CYCLES =
      slices().matching("dev.messina.verification.(*)..").should().beFreeOfCycles();
}
