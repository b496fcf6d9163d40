package dev.messina.source;

import dev.messina.plugin.PluginVersion;
import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.assignment.TableAssignments;
import dev.messina.source.aws.DynamoDbClients;
import dev.messina.source.aws.FailureText;
import dev.messina.source.check.ConfigValidation;
import dev.messina.source.check.NeededActions;
import dev.messina.source.check.OffsetChecks;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.record.TableSelection;
import dev.messina.source.select.TableDiscovery;
import dev.messina.source.select.TableWatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Carries tables of DynamoDB to Kafka: a snapshot and the changes, at the same time, each record
 * with the write timestamp that orders it. Only reads from DynamoDB, and keeps its positions in
 * Connect.
 */
public final class DynamoDbSourceConnector extends SourceConnector {

  private static final Logger LOG = LoggerFactory.getLogger(DynamoDbSourceConnector.class);

  private Map<String, String> properties = Map.of();
  private List<String> listed = List.of();
  private DynamoDbClients clients;
  private TableWatch watch;

  @Override
  public String version() {
    return PluginVersion.of(DynamoDbSourceConnector.class);
  }

  /**
   * Where tables are selected by name or tag, looks for them, and again for as long as it runs.
   *
   * @throws ConnectException if AWS refuses to say which tables there are
   */
  @Override
  public void start(Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
    DynamoDbSourceConfig config = DynamoDbSourceConfig.parse(properties);
    TableSelection selection = config.topics().selection();
    listed = selection.tables();
    if (selection.isLive()) {
      watch(config, selection);
    }
  }

  @Override
  public Class<? extends Task> taskClass() {
    return DynamoDbSourceTask.class;
  }

  /**
   * The connector's configuration for each task, with its shares of the tables. The same tables and
   * the same number of tasks give the same bytes, so that Connect restarts nothing.
   */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<String> tables = watch == null ? listed : watch.tables();
    if (tables.isEmpty()) {
      LOG.warn("No table is selected at present, so there is no task; looking goes on.");
    }
    List<Map<String, String>> configs = new ArrayList<>();
    for (List<TableAssignment> shares : TableAssignments.among(maxTasks, tables)) {
      Map<String, String> config = new HashMap<>(properties);
      config.put(TableAssignments.OPTION, TableAssignments.write(shares));
      config.put(DynamoDbSourceConfig.ALL_TABLES, String.join(",", tables));
      config.put(DynamoDbSourceConfig.TASK_ID, Integer.toString(configs.size()));
      configs.add(config);
    }
    return configs;
  }

  /** May be called for a connector that never started. */
  @Override
  public void stop() {
    if (watch != null) {
      watch.close();
    }
    if (clients != null) {
      clients.close();
    }
  }

  @Override
  public ConfigDef config() {
    return DynamoDbSourceConfig.define();
  }

  /** Checks each option, then asks DynamoDB and Kafka; reports all that is wrong at once. */
  @Override
  public Config validate(Map<String, String> properties) {
    return new ConfigValidation(DynamoDbSourceConfig.define(), properties).run();
  }

  /**
   * Accepts offsets that are deleted, and those that this version could have written for tables and
   * shards that there are, see docs/offsets.md.
   *
   * @throws ConnectException naming the partition and what is wrong
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    OffsetChecks.check(connectorConfig, offsets);
    return true;
  }

  /**
   * Positions are nowhere but in Connect's offsets, and the same position gives the same records.
   */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  /** A transaction for each batch, on request. */
  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(
      Map<String, String> properties) {
    return ConnectorTransactionBoundaries.SUPPORTED;
  }

  private boolean hasBegun(String table) {
    return new CommittedOffsets(context().offsetStorageReader())
        .of(new SourcePartition.Table(table))
        .isPresent();
  }

  private void watch(DynamoDbSourceConfig config, TableSelection selection) {
    try {
      clients = DynamoDbClients.open(config.aws(), 1);
    } catch (SdkClientException e) {
      throw new ConnectException("No client for DynamoDB: " + FailureText.of(e), e);
    }
    TableDiscovery discovery =
        new TableDiscovery(clients.tableApi(), selection, NeededActions.of(properties).stream());
    watch =
        new TableWatch(
            () -> discovery.look().keeping(this::hasBegun),
            selection.discovery(),
            RandomGenerator.getDefault(),
            "messina-tables-" + config.connector());
    watch.start(context()::requestTaskReconfiguration, context()::raiseError);
  }
}
