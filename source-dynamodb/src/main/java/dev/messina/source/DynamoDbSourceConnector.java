package dev.messina.source;

import dev.messina.source.position.PositionCodec;
import dev.messina.source.position.SourcePartition;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Carries tables of DynamoDB to Kafka: a snapshot and the changes, at the same time, each record
 * with the write time that orders it. Only reads from DynamoDB, and keeps its positions in Connect.
 */
public final class DynamoDbSourceConnector extends SourceConnector {

  private Map<String, String> properties = Map.of();

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return DynamoDbSourceTask.class;
  }

  /** One task for all tables; the same configuration every time, so that nothing restarts it. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(properties);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return DynamoDbSourceConfig.define();
  }

  /** Checks each option, then asks DynamoDB and Kafka; reports all that is wrong at once. */
  @Override
  public Config validate(Map<String, String> properties) {
    return new ConfigValidation(properties).run();
  }

  /**
   * Accepts offsets that are deleted or that this version could have written, see docs/offsets.md.
   *
   * @throws ConnectException naming the partition and the field that is wrong
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach(
        (partitionMap, offset) -> {
          SourcePartition partition = PositionCodec.partition(partitionMap);
          if (offset != null) {
            PositionCodec.position(partition, offset);
          }
        });
    return true;
  }

  /**
   * Positions are nowhere but in Connect's offsets, and the same position gives the same records.
   */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(
      Map<String, String> properties) {
    return ConnectorTransactionBoundaries.UNSUPPORTED;
  }
}
