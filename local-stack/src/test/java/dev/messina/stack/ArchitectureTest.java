package dev.messina.stack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.messina.stack",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule CHILDREN_STAND_ON_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAPackage("dev.messina.stack.child")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "dev.messina.stack.child");

  @ArchTest
  static final ArchRule THE_STACK_KNOWS_NO_OTHER_MODULE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.messina.source..", "dev.messina.sink..", "dev.messina.transforms..");
}
