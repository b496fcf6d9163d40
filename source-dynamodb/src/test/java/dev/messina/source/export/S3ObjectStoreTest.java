package dev.messina.source.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.dynamodb.Settings;
import dev.messina.dynamodb.Settings.ExportPlace;
import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.S3Clients;
import dev.messina.source.aws.S3Settings;
import dev.messina.source.change.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads from a real S3 server that is not AWS's. */
class S3ObjectStoreTest {

  private static final String BUCKET = ExportingTable.BUCKET;

  @TempDir static Path folder;
  private static S3Server s3;
  private static S3Clients clients;

  @BeforeAll
  static void startS3() throws Exception {
    s3 = S3Server.start(folder);
    clients = S3Clients.open(ExportingTable.settings(s3.endpoint()), settings(true), 2);
    clients.client().createBucket(it -> it.bucket(BUCKET));
  }

  @AfterAll
  static void stopS3() {
    clients.close();
    s3.close();
  }

  @Test
  void anExportIsReadOutOfABucket() throws InterruptedException {
    try (ExportingTable table =
            new ExportingTable(
                LocalDynamoDb.start(
                    Settings.defaults().exports(ExportPlace.TEMPORARY.s3(s3.endpoint()))),
                "pk:S");
        ObjectStore store = store(BUCKET, true)) {
      for (int i = 0; i < 100; i++) {
        table.put(Map.of("pk", AttributeValue.fromS("k" + i)));
      }
      table.exported(it -> it.s3Prefix("nightly"));
      ExportLocation location = ExportLocation.parse("s3://backups/nightly");

      Export export = Export.find(store, location, Optional.empty());
      List<Item> items = new ArrayList<>();
      for (DataFile file : export.files()) {
        try (DataFileReader reader =
            DataFileReader.open(store, export, file, List.of(table.keyNames()))) {
          items.addAll(reader.next(1000, Long.MAX_VALUE).records());
        }
      }

      assertThat(items).containsExactlyInAnyOrderElementsOf(table.scanned());
      assertThat(export.address()).startsWith("s3://backups/nightly/AWSDynamoDB/");
    }
  }

  @Test
  void aStoreThatKnowsNoChecksumsIsToldFromOthersByWhatToSet() {
    put("some/object", "content");
    try (ObjectStore store = store(BUCKET, false)) {
      assertThatThrownBy(() -> store.open("some/object"))
          .isInstanceOfSatisfying(
              ExportException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.FATAL))
          .hasMessageContaining("s3://backups/some/object")
          .hasMessageContaining("checksums")
          .hasMessageContaining("snapshot.export.s3.checksums=false");
    }
  }

  @Test
  void foldersAreListedAndObjectsReadWhole() throws IOException {
    put("list/a", "content of a");
    put("list/b/c", "content of c");
    try (ObjectStore store = store(BUCKET, true)) {
      assertThat(store.list("list/")).containsExactly("a", "b/");
      assertThat(store.list("none/")).isEmpty();
      try (var content = store.open("list/a")) {
        assertThat(content.readAllBytes()).asString().isEqualTo("content of a");
      }
    }
  }

  @Test
  void whatIsBegunIsGoneOnWithFromWhereItBrokeOff() throws IOException {
    put("resumed", "0123456789");
    S3Object object = new S3Object(clients.client(), settings(true), BUCKET, "resumed");
    try (var whole = object.whole();
        var rest = object.from(4, whole.response().eTag())) {
      assertThat(rest.readAllBytes()).asString().isEqualTo("456789");
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    try (ObjectStore store = store(BUCKET, true);
        ObjectStore none = store("none-of-that-name", true)) {
      assertThatThrownBy(() -> store.open("gone"))
          .isInstanceOf(ExportException.class)
          .hasMessage(
              "Cannot read s3://backups/gone: there is no such object. It was deleted or never"
                  + " copied: copy the export again, or take another one.");
      assertThatThrownBy(() -> none.list(""))
          .isInstanceOf(ExportException.class)
          .hasMessageContaining("s3://none-of-that-name/")
          .hasMessageContaining("no such bucket");
    }
  }

  private static void put(String key, String content) {
    clients.client().putObject(it -> it.bucket(BUCKET).key(key), RequestBody.fromString(content));
  }

  private static ObjectStore store(String bucket, boolean checksumsWhenRequired) {
    return S3ObjectStore.open(
        ExportingTable.settings(s3.endpoint()), settings(checksumsWhenRequired), bucket, 2);
  }

  private static S3Settings settings(boolean checksumsWhenRequired) {
    return new S3Settings(s3.endpoint().toString(), true, false, "", checksumsWhenRequired);
  }
}
