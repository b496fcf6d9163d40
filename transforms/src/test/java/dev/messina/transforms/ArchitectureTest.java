package dev.messina.transforms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.messina.transforms",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule KNOWS_ONLY_CONNECT_AND_THE_CHANGE_RECORD =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.messina.transforms..",
              "dev.messina.record..",
              "org.apache.kafka.common..",
              "org.apache.kafka.connect..",
              "com.fasterxml.jackson.core..",
              "org.yaml.snakeyaml..",
              "dev.messina.plugin",
              "org.slf4j",
              "javax.management",
              "java..");

  @ArchTest
  static final ArchRule A_MAPPING_KNOWS_ITEMS_BUT_NO_RECORD =
      classes()
          .that()
          .resideInAPackage("dev.messina.transforms.mapping")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.messina.transforms.mapping",
              "dev.messina.record.json",
              "org.yaml.snakeyaml..",
              "dev.messina.plugin",
              "java..");

  @ArchTest
  static final ArchRule HAS_NO_CYCLES =
      slices().matching("dev.messina.(**)").should().beFreeOfCycles();
}
