package dev.messina.record.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** How DynamoDB's JSON is read and written everywhere: whatever DynamoDB allows passes. */
public final class DynamoDbJson {

  /** DynamoDB's own limit. A list or map that is an attribute's value is the first level. */
  public static final int NESTING_MAX = 32;

  /**
   * DynamoDB allows names of 65,535 bytes in UTF-8. Jackson counts some of its parsers' bytes in
   * fours, and never fewer than there are.
   */
  private static final int NAME_MAX = 65_540;

  /** Leaves it to whoever opened a stream to close it, so that its end can still be read. */
  public static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // Names are data here: interning would fill the JVM's own table with them, and many names
          // with equal hashes are no attack on anybody but their owner.
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW, false)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(StreamReadConstraints.builder().maxNameLength(NAME_MAX).build())
          .build();

  private DynamoDbJson() {}
}
