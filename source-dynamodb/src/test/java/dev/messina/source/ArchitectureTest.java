package dev.messina.source;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

@AnalyzeClasses(
    packages = "dev.messina.source",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
      slices().matching("dev.messina.source.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ROOMS_DO_NOT_KNOW_WHO_DRIVES_THEM =
      noClasses()
          .that()
          .resideInAPackage("dev.messina.source.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.messina.source");

  @ArchTest
  static final ArchRule ONLY_THE_ROOT_KNOWS_TABLES =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.messina.source", "dev.messina.source.table")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.messina.source.table");

  @ArchTest
  static final ArchRule ONLY_A_TABLE_IS_SCANNED_AND_FOLLOWED =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.messina.source.aws",
              "dev.messina.source.change",
              "dev.messina.source.control",
              "dev.messina.source.export",
              "dev.messina.source.fetch",
              "dev.messina.source.metrics",
              "dev.messina.source.offset",
              "dev.messina.source.record")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.messina.source.stream", "dev.messina.source.snapshot");

  @ArchTest
  static final ArchRule STREAM_AND_SNAPSHOT_DO_NOT_KNOW_EACH_OTHER =
      slices().matching("dev.messina.source.(stream|snapshot)").should().notDependOnEachOther();

  /** Who decides about a shard returns the decision, and calls nobody back. */
  @ArchTest
  static final ArchRule CALLS_GO_DOWN_IN_A_STREAM =
      slices().assignedFrom(classesOfTheStream()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule CALLS_KNOW_NOT_WHO_MAKES_THEM =
      noClasses()
          .that()
          .resideInAPackage("dev.messina.source.fetch")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.messina.source..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "dev.messina.source.fetch",
                              "dev.messina.source.export",
                              "dev.messina.source.aws"))));

  @ArchTest
  static final ArchRule KNOWS_NO_DATABASE_BUT_DYNAMODB =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.datastax..", "com.scylladb..", "dev.messina.sink..");

  @ArchTest
  static final ArchRule ITEMS_AND_STREAM_RECORDS_STAY_ON_THE_LINE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.messina.source",
              "dev.messina.source.table",
              "dev.messina.source.offset",
              "dev.messina.source.control")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services..");

  @ArchTest
  static final ArchRule ONLY_ONE_ROOM_BUILDS_CLIENTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.messina.source.aws")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon.awssdk.auth..",
              "software.amazon.awssdk.http..",
              "software.amazon.awssdk.regions..");

  @ArchTest
  static final ArchRule ONLY_ONE_ROOM_ASKS_KAFKA =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.messina.source.control")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka.clients.admin..", "org.apache.kafka.clients.consumer..");

  @ArchTest
  static final ArchRule ONE_CLASS_KNOWS_THE_FORM_OF_OFFSETS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.messina.source.offset")
          .should()
          .accessClassesThat()
          .haveSimpleName("OffsetFields");

  @ArchTest
  static final ArchRule NEVER_WRITES_TO_DYNAMODB =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "software\\.amazon\\.awssdk\\.services\\.dynamodb\\.model\\."
                  + "(Put|Update|Delete|Create|Batch|Transact|Tag|Untag|Enable|Disable|Restore).*Request.*");

  @ArchTest
  static final ArchRule NEVER_WRITES_TO_S3 =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "software\\.amazon\\.awssdk\\.services\\.s3\\.model\\."
                  + "(Put|Delete|Create|Upload|Copy|Complete|Abort|Restore|Write).*Request.*");

  @ArchTest
  static final ArchRule CLASSES_ARE_CLOSED =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotAnonymousClasses()
          .should()
          .haveModifier(JavaModifier.FINAL);

  /** Each class with those inside it; a listing and who begins it are one. */
  private static SliceAssignment classesOfTheStream() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        if (!javaClass.getPackageName().equals("dev.messina.source.stream")) {
          return SliceIdentifier.ignore();
        }
        String name = javaClass.getName().replaceAll("\\$.*", "");
        return SliceIdentifier.of(name.replace("ShardListing", "ShardLister"));
      }

      @Override
      public String getDescription() {
        return "classes of the stream";
      }
    };
  }
}
