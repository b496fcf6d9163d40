package dev.messina.shadow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.messina.shadow",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** It decodes and compares nothing itself, and asks little of the application. */
  @ArchTest
  static final ArchRule KNOWS_THE_VERIFICATION_AND_LITTLE_ELSE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.messina.shadow..",
              "dev.messina.verification.check..",
              "dev.messina.verification.expect..",
              "dev.messina.verification.frontier..",
              "dev.messina.verification.item..",
              "dev.messina.verification.row..",
              "software.amazon.awssdk.services.dynamodb.model..",
              "com.fasterxml.jackson..",
              "org.slf4j..",
              "java..",
              "javax.management..");
}
