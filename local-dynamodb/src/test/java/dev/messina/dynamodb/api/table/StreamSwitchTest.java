package dev.messina.dynamodb.api.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.dynamodb.LocalDynamoDb;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class StreamSwitchTest {

  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "body"));

  private final LocalDynamoDb server = LocalDynamoDb.start();
  private final DynamoDbClient tables =
      DynamoDbClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.EU_WEST_1)
          .credentialsProvider(ANYBODY)
          .build();
  private final DynamoDbStreamsClient streams =
      DynamoDbStreamsClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.EU_WEST_1)
          .credentialsProvider(ANYBODY)
          .build();

  @AfterEach
  void end() {
    tables.close();
    streams.close();
    server.close();
  }

  @Test
  void aTableNamesItsLatestStreamAlsoWhenItIsOff() {
    TableDescription created = create();
    tables.putItem(it -> it.tableName("orders").item(Map.of("id", AttributeValue.fromS("a"))));

    TableDescription off = switchStream(false);

    assertThat(off.streamSpecification()).isNull();
    assertThat(off.latestStreamArn()).isEqualTo(created.latestStreamArn());
    assertThat(off.latestStreamLabel()).isEqualTo(created.latestStreamLabel());
    assertThat(describe().latestStreamArn()).isEqualTo(created.latestStreamArn());
    assertThat(status(created.latestStreamArn())).isEqualTo(StreamStatus.DISABLED);
    server.clock().jump(Duration.ofHours(23));
    assertThat(status(created.latestStreamArn())).isEqualTo(StreamStatus.DISABLED);
    server.clock().jump(Duration.ofHours(2));
    assertThatThrownBy(() -> status(created.latestStreamArn()))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(describe().latestStreamArn()).isEqualTo(created.latestStreamArn());
  }

  @Test
  void aStreamThatIsSwitchedOnAgainIsAnotherOne() {
    String first = create().latestStreamArn();
    switchStream(false);

    TableDescription again = switchStream(true);

    assertThat(again.latestStreamArn()).isNotEqualTo(first);
    assertThat(again.streamSpecification().streamEnabled()).isTrue();
    assertThat(status(first)).isEqualTo(StreamStatus.DISABLED);
    assertThat(status(again.latestStreamArn())).isEqualTo(StreamStatus.ENABLED);
  }

  private TableDescription create() {
    return tables
        .createTable(
            it ->
                it.tableName("orders")
                    .billingMode("PAY_PER_REQUEST")
                    .keySchema(
                        KeySchemaElement.builder().attributeName("id").keyType("HASH").build())
                    .attributeDefinitions(
                        AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType("S")
                            .build())
                    .streamSpecification(
                        stream ->
                            stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)))
        .tableDescription();
  }

  private TableDescription switchStream(boolean on) {
    return tables
        .updateTable(
            it ->
                it.tableName("orders")
                    .streamSpecification(
                        stream ->
                            stream
                                .streamEnabled(on)
                                .streamViewType(on ? StreamViewType.NEW_IMAGE : null)))
        .tableDescription();
  }

  private TableDescription describe() {
    return tables.describeTable(it -> it.tableName("orders")).table();
  }

  private StreamStatus status(String arn) {
    return streams.describeStream(it -> it.streamArn(arn)).streamDescription().streamStatus();
  }
}
