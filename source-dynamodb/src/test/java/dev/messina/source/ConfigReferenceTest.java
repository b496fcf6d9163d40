package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "config", "source-dynamodb.md");

  private static final String OVERVIEW =
      "Class `dev.messina.source.DynamoDbSourceConnector`. Reads tables of DynamoDB and their"
          + " streams into Kafka, one topic for each table. Connect's own options (converters,"
          + " transforms, `topic.creation.*`, `producer.override.*`) apply as to every source; an"
          + " option that neither knows is refused. `errors.tolerance=all` and transforms that drop"
          + " records (`Filter`) are refused as well, since positions ride on records. Offsets are"
          + " committed every `offset.flush.interval.ms` of the worker, and a shard waits that long"
          + " after its parent: 5 to 10 s are better than the default of 60 s.";

  @Test
  void pageSaysWhatTheCodeSays() throws IOException {
    String page =
        ConfigReference.render("DynamoDB source", OVERVIEW, DynamoDbSourceConfig.define());
    if (Boolean.getBoolean("messina.docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("run ./mvnw -pl source-dynamodb test -Dmessina.docs.write=true and commit the page")
        .content()
        .isEqualTo(page);
  }
}
