package dev.messina.record;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** It rides in every zip, so that it brings no client of any database. */
@AnalyzeClasses(
    packages = "dev.messina.record",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule A_RECORD_KNOWS_ONLY_CONNECT =
      classes()
          .that()
          .resideInAPackage("dev.messina.record")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.messina.record",
              "org.apache.kafka.common..",
              "org.apache.kafka.connect..",
              "java..");

  @ArchTest
  static final ArchRule AN_ITEM_KNOWS_NO_RECORD =
      classes()
          .that()
          .resideInAPackage("dev.messina.record.json")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.messina.record.json", "com.fasterxml.jackson.core..", "java..");
}
