package dev.messina.sink.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.internal.core.util.RoutingKey;
import java.nio.ByteBuffer;
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
    assertThat(new PartitionKey(columns.length).of(values)).isEqualTo(RoutingKey.compose(key));
    for (int i = 0; i < columns.length; i++) {
      assertThat(values[i].remaining()).isEqualTo(columns[i].length);
    }
  }
}
