package dev.messina.dynamodb.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** The table {@code orders}, as a client that exports it sees it. */
record ExportedTable(DynamoDbClient client, String arn) implements AutoCloseable {

  static ExportedTable create(DynamoDbClient client) {
    String arn =
        client
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
                                .build()))
            .tableDescription()
            .tableArn();
    return new ExportedTable(client, arn);
  }

  void enableRecovery() {
    client.updateContinuousBackups(
        it ->
            it.tableName("orders")
                .pointInTimeRecoverySpecification(how -> how.pointInTimeRecoveryEnabled(true)));
  }

  void put(String id, int number) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("id", AttributeValue.fromS(id));
    item.put("n", AttributeValue.fromN("" + number));
    client.putItem(it -> it.tableName("orders").item(item));
  }

  void delete(String id) {
    client.deleteItem(it -> it.tableName("orders").key(Map.of("id", AttributeValue.fromS(id))));
  }

  /** Begins an export to the bucket {@code backups}, unless told another one. */
  ExportDescription start(Consumer<ExportTableToPointInTimeRequest.Builder> how) {
    return client
        .exportTableToPointInTime(it -> how.accept(it.tableArn(arn).s3Bucket("backups")))
        .exportDescription();
  }

  /** An export when it is no longer in progress. */
  ExportDescription exported(Consumer<ExportTableToPointInTimeRequest.Builder> how)
      throws InterruptedException {
    ExportDescription export = start(how);
    for (int i = 0; i < 1500 && export.exportStatus() == ExportStatus.IN_PROGRESS; i++) {
      Thread.sleep(20);
      String begun = export.exportArn();
      export = client.describeExport(it -> it.exportArn(begun)).exportDescription();
    }
    return export;
  }

  @Override
  public void close() {
    client.close();
  }
}
