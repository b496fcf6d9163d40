package dev.messina.sink;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
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
                  .and(not(belongToAnyOf(RowOutline.class))));

  @ArchTest
  static final ArchRule MUTATIONS_COME_BEFORE_CQL =
      noClasses()
          .that()
          .resideInAPackage("dev.messina.sink.mutation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.messina.sink.cql..", "dev.messina.sink.write..", "dev.messina.sink.session..");

  @ArchTest
  static final ArchRule STATEMENTS_COME_BEFORE_WRITES =
      noClasses()
          .that()
          .resideInAPackage("dev.messina.sink.cql..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.messina.sink.write..", "dev.messina.sink.session..");
}
