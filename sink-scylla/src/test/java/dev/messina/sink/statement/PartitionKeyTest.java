package dev.messina.sink.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.internal.core.util.RoutingKey;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class PartitionKeyTest {

  @Property(tries = 200)
  void isWhatTheDriverMakesOfIt(@ForAll @Size(min = 1, max = 4) byte[][] columns) {
    ByteBuffer[] values = new ByteBuffer[columns.length + 1];
    ByteBuffer[] key = new ByteBuffer[columns.length];
    for (int i = 0; i < columns.length; i++) {
      key[i] = ByteBuffer.wrap(columns[i]);
      values[i] = ByteBuffer.wrap(columns[i]);
    }
    RowWrite write = new RowWrite(values, OptionalLong.empty(), OptionalLong.of(1), 0);
    assertThat(write.partitionKey(columns.length)).isEqualTo(RoutingKey.compose(key));
    for (int i = 0; i < columns.length; i++) {
      assertThat(values[i].remaining()).isEqualTo(columns[i].length);
    }
  }
}
