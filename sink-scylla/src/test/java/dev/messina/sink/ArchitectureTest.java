package dev.messina.sink;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.messina.record.WriteTimestampHeader;
import dev.messina.transforms.RowOutline;

/** The line: data flows one way, and each room knows only what it must. */
@AnalyzeClasses(packages = "dev.messina.sink", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ROOMS_HAVE_NO_CYCLES =
      slices().matching("dev.messina.sink.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_ROOM_KNOWS_THE_ENTRANCE =
      noClasses()
          .that()
          .resideInAPackage("dev.messina.sink.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.messina.sink");

  @ArchTest
  static final ArchRule THE_DRIVER_STAYS_WITH_THOSE_WHO_WRITE =
      noClasses()
          .that()
          .resideInAnyPackage("dev.messina.sink.route..", "dev.messina.sink.mutation..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.datastax..");

  @ArchTest
  static final ArchRule NOTHING_HERE_KNOWS_DYNAMODB =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "software.amazon..",
                      "dev.messina.source..",
                      "dev.messina.transforms..",
                      "dev.messina.record..")
                  .and(not(belongToAnyOf(RowOutline.class, WriteTimestampHeader.class))));

  @ArchTest
  static final ArchRule THE_LINE_GOES_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("entrance")
          .definedBy("dev.messina.sink")
          .layer("validate")
          .definedBy("dev.messina.sink.validate..")
          .layer("write")
          .definedBy("dev.messina.sink.write..")
          .layer("session")
          .definedBy("dev.messina.sink.session..")
          .layer("statement")
          .definedBy("dev.messina.sink.statement..")
          .layer("convert")
          .definedBy("dev.messina.sink.convert..")
          .layer("mutation")
          .definedBy("dev.messina.sink.mutation..")
          .whereLayer("validate")
          .mayOnlyBeAccessedByLayers("entrance")
          .whereLayer("write")
          .mayOnlyBeAccessedByLayers("entrance", "validate")
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("entrance", "validate")
          .whereLayer("statement")
          .mayOnlyBeAccessedByLayers("entrance", "validate", "write")
          .whereLayer("convert")
          .mayOnlyBeAccessedByLayers("entrance", "validate", "write", "statement");

  @ArchTest
  static final ArchRule VALUES_ARE_CONVERTED_WITHOUT_A_SESSION =
      noClasses()
          .that()
          .resideInAPackage("dev.messina.sink.convert..")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("CqlSession");
}
