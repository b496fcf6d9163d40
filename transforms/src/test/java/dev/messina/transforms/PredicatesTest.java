package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredicatesTest {

  private static final String KEY = "{\"pk\":{\"S\":\"USER#1\"}}";
  private static final String ITEM = "{\"pk\":{\"S\":\"USER#1\"},\"kind\":{\"S\":\"user\"}}";

  @Test
  void areFoundByConnect() {
    assertThat(ServiceLoader.load(Predicate.class).stream().map(ServiceLoader.Provider::type))
        .extracting(Class::getName)
        .contains(
            IsSnapshot.class.getName(), IsTtlExpiry.class.getName(), ItemMatches.class.getName());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellSnapshotsBeforeAndBehindTheTransform(boolean schemas) {
    SampleRecords records = new SampleRecords(schemas);
    SinkRecord read = records.read(KEY, ITEM);
    SinkRecord created = records.created(KEY, ITEM);
    try (IsSnapshot<SinkRecord> predicate = new IsSnapshot<>()) {
      assertThat(predicate.test(read)).isTrue();
      assertThat(predicate.test(ItemToRowTest.transform("").apply(read))).isTrue();
      assertThat(predicate.test(created)).isFalse();
      read.headers().clear();
      created.headers().clear();
      assertThat(predicate.test(read)).isTrue();
      assertThat(predicate.test(created)).isFalse();
      assertThat(predicate.test(SampleRecords.record(null, null, null, null))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellDeletesByTimeToLive(boolean schemas) {
    SampleRecords records = new SampleRecords(schemas);
    try (IsTtlExpiry<SinkRecord> predicate = new IsTtlExpiry<>()) {
      assertThat(predicate.test(records.expired(KEY, ITEM))).isTrue();
      assertThat(predicate.test(records.deleted(KEY, ITEM))).isFalse();
      assertThat(predicate.test(records.read(KEY, ITEM))).isFalse();
      assertThat(predicate.test(records.tombstone(KEY))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellItemsByConditions(boolean schemas) {
    SampleRecords records = new SampleRecords(schemas);

    assertThat(matches("{kind: {equals: user}, pk: 'USER#{id}'}", records.created(KEY, ITEM)))
        .isTrue();
    assertThat(matches("kind: {equals: order}", records.created(KEY, ITEM))).isFalse();
    assertThat(matches("kind: {equals: user}", records.deleted(KEY, ITEM))).isTrue();
    assertThat(matches("kind: {equals: user}", records.deleted(KEY))).isFalse();
    assertThat(matches("pk: 'USER#{id}'", records.deleted(KEY))).isTrue();
    assertThat(matches("pk: 'USER#{id}'", records.tombstone(KEY))).isFalse();
  }

  @Test
  void refuseConditionsWithMistakes() {
    try (ItemMatches<SinkRecord> predicate = new ItemMatches<>()) {
      assertThatThrownBy(() -> predicate.configure(Map.of("when", "{a: {equal: 1}}")))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "The conditions have mistakes:\n"
                  + "line 1, column 6: unknown condition 'equal'; did you mean 'equals'?")
          .hasNoCause();
      assertThatThrownBy(() -> predicate.configure(Map.of()))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("Missing required configuration \"when\"");
    }
  }

  private static boolean matches(String when, SinkRecord record) {
    try (ItemMatches<SinkRecord> predicate = new ItemMatches<>()) {
      predicate.configure(Map.of("when", when));
      return predicate.test(record);
    }
  }
}
