package dev.messina.e2e;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.shadow.FrontierUrl;
import dev.messina.shadow.ShadowOptions;
import dev.messina.shadow.ShadowRead;
import dev.messina.shadow.Stores;
import dev.messina.verification.expect.Deployed;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.row.TargetRows;
import dev.messina.verification.row.TargetTable;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The example of docs/shadow-read.md, between the two comments. */
final class ShadowReadExample {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowReadExample.class);

  private ShadowReadExample() {}

  static ShadowRead start(DynamoDbClient dynamoDb, CqlSession cql, Deployed sink, URI frontier) {
    // the example begins
    SourceItems items = new SourceItems(dynamoDb, "orders");
    TargetTable table = TargetTable.find(cql, "shop.orders").orElseThrow();
    TargetRows rows = new TargetRows(cql, table, ConsistencyLevel.LOCAL_QUORUM);
    Stores stores = Stores.of(items, rows, sink, "shop.orders");
    ShadowRead shadow =
        ShadowRead.start(
            stores,
            new FrontierUrl(frontier, Duration.ofSeconds(5)),
            ShadowOptions.named("orders").withSampleRate(0.01),
            difference -> LOG.warn("{} {}", difference.kind(), difference.pair().item()));
    // the example ends
    return shadow;
  }

  static void read(ShadowRead shadow, ItemKey key) {
    shadow.offer(key);
  }
}
