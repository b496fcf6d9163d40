package dev.messina.cli.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableEpochsTest {

  @Test
  void aSignalIsHandledWhereItsPartitionIsAtItOrBehindIt() {
    TableEpochs epochs = epochs(table("1000,5000", "0:17,2:3", 1));

    assertThat(epochs.covers(0, 17)).isTrue();
    assertThat(epochs.covers(0, 18)).isFalse();
    assertThat(epochs.covers(2, 1)).isTrue();
    assertThat(epochs.covers(1, 0)).isFalse();
    assertThat(epochs(table("1000", "", 1)).covers(0, 0)).isFalse();
  }

  @Test
  void theNewestEpochIsTheLastOneOfAnyKind() {
    assertThat(epochs(table("1000,5000", "", 1)).newestEpoch()).hasValue(5_000);
    assertThat(epochs().newestEpoch()).isEmpty();
  }

  @Test
  void keysAreReadWhenTheirOwnEpochSaysSo() {
    TableEpochs epochs =
        epochs(table("1000,5000,6000", "", 1), keys(5_000, true), keys(6_000, false));

    assertThat(epochs.isRead(5_000)).isTrue();
    assertThat(epochs.isRead(6_000)).isFalse();
    assertThat(epochs.isRead(7_000)).isFalse();
  }

  @Test
  void whatIsSaidOfOtherTablesDoesNotCount() {
    TableEpochs users =
        new TableEpochs(List.of(table("1000,5000", "0:17", 1), keys(5_000, true)), "users");

    assertThat(users.covers(0, 1)).isFalse();
    assertThat(users.isRead(5_000)).isFalse();
    assertThat(users.refusal().map(TableEpochs.Refusal::code)).contains("no_offset");
  }

  @Test
  void offsetsOfAnotherVersionAreRefused() {
    assertThat(epochs(table("1000", "", 1)).refusal()).isEmpty();
    assertThat(epochs(table("1000", "", 2)).refusal().map(TableEpochs.Refusal::code))
        .contains("unknown_offset_version");
  }

  private static TableEpochs epochs(JsonNode... offsets) {
    return new TableEpochs(List.of(offsets), "orders");
  }

  private static JsonNode table(String epochs, String signals, int version) {
    return entry(
        "'kind': 'table'",
        "'epochs': '%s', 'signals': '%s', 'version': %d".formatted(epochs, signals, version));
  }

  private static JsonNode keys(long epoch, boolean done) {
    return entry("'kind': 'key-snapshot', 'epoch': '%d'".formatted(epoch), "'done': " + done);
  }

  private static JsonNode entry(String partition, String offset) {
    try {
      return new ObjectMapper()
          .readTree(
              "{'partition': {'table': 'orders', %s}, 'offset': {%s}}"
                  .formatted(partition, offset)
                  .replace('\'', '"'));
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }
}
