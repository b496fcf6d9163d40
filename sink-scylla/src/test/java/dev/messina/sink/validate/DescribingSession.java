package dev.messina.sink.validate;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.detach.AttachmentPoint;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.TabletMap;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metrics.Metrics;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import com.datastax.oss.driver.internal.core.cql.DefaultColumnDefinition;
import com.datastax.oss.driver.internal.core.cql.DefaultColumnDefinitions;
import com.datastax.oss.driver.internal.core.cql.DefaultRow;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.RawType;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A ScyllaDB that answers to nothing but {@code DESCRIBE TABLE} and for its keyspaces. */
final class DescribingSession implements CqlSession {

  private final Metadata metadata;
  private final String createStatement;
  private final String consistency;

  /**
   * @param createStatement of every table
   * @param consistency of every keyspace, in {@code system_schema.scylla_keyspaces}
   */
  DescribingSession(KeyspaceMetadata keyspace, String createStatement, String consistency) {
    this.metadata = new Keyspaces(Map.of(keyspace.getName(), keyspace));
    this.createStatement = createStatement;
    this.consistency = consistency;
  }

  @Override
  public <RequestT extends Request, ResultT> ResultT execute(
      RequestT request, GenericType<ResultT> resultType) {
    String query = ((SimpleStatement) request).getQuery();
    ResultSet answer =
        query.startsWith("DESCRIBE TABLE ")
            ? new OneRow("create_statement", createStatement)
            : new OneRow("consistency", consistency);
    @SuppressWarnings("unchecked")
    ResultT result = (ResultT) answer;
    return result;
  }

  @Override
  public Metadata getMetadata() {
    return metadata;
  }

  @Override
  public String getName() {
    return "describing";
  }

  @Override
  public boolean isSchemaMetadataEnabled() {
    return true;
  }

  @Override
  public CompletionStage<Metadata> setSchemaMetadataEnabled(Boolean newValue) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Metadata> refreshSchemaAsync() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Boolean> checkSchemaAgreementAsync() {
    throw new UnsupportedOperationException();
  }

  @Override
  public DriverContext getContext() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<CqlIdentifier> getKeyspace() {
    return Optional.empty();
  }

  @Override
  public Optional<Metrics> getMetrics() {
    return Optional.empty();
  }

  @Override
  public CompletionStage<Void> closeFuture() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    return closeFuture();
  }

  @Override
  public CompletionStage<Void> forceCloseAsync() {
    return closeFuture();
  }

  private record Keyspaces(Map<CqlIdentifier, KeyspaceMetadata> byName) implements Metadata {

    @Override
    public Map<UUID, Node> getNodes() {
      return Map.of();
    }

    @Override
    public Map<CqlIdentifier, KeyspaceMetadata> getKeyspaces() {
      return byName;
    }

    @Override
    public Optional<TokenMap> getTokenMap() {
      return Optional.empty();
    }

    @Override
    public TabletMap getTabletMap() {
      throw new UnsupportedOperationException();
    }
  }

  /** An answer of one text. */
  private static final class OneRow implements ResultSet {

    private final ColumnDefinitions definitions;
    private final Iterator<Row> rows;

    OneRow(String column, String text) {
      ColumnSpec spec =
          new ColumnSpec(
              "system",
              "answers",
              column,
              0,
              RawType.PRIMITIVES.get(ProtocolConstants.DataType.VARCHAR));
      this.definitions =
          DefaultColumnDefinitions.valueOf(
              List.of(new DefaultColumnDefinition(spec, AttachmentPoint.NONE)));
      ByteBuffer value = TypeCodecs.TEXT.encode(text, AttachmentPoint.NONE.getProtocolVersion());
      this.rows = List.<Row>of(new DefaultRow(definitions, List.of(value))).iterator();
    }

    @Override
    public ColumnDefinitions getColumnDefinitions() {
      return definitions;
    }

    @Override
    public List<ExecutionInfo> getExecutionInfos() {
      return List.of();
    }

    @Override
    public boolean isFullyFetched() {
      return true;
    }

    @Override
    public int getAvailableWithoutFetching() {
      return 1;
    }

    @Override
    public boolean wasApplied() {
      return true;
    }

    @Override
    public Iterator<Row> iterator() {
      return rows;
    }
  }
}
