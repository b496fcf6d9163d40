package dev.messina.sink.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaCheckTest {

  private static final Map<String, Integer> NODES = Map.of("dc1", 3, "dc2", 1);
  private static final String NETWORK = "org.apache.cassandra.locator.NetworkTopologyStrategy";

  @ParameterizedTest
  @CsvSource({
    "LOCAL_QUORUM, 3, 1, true",
    "LOCAL_QUORUM, 0, 1, false",
    "LOCAL_ONE, 0, 1, false",
    "LOCAL_QUORUM, 5, 0, true",
    "LOCAL_QUORUM, 7, 0, false",
    "ALL, 3, 1, true",
    "ALL, 3, 2, false",
    "QUORUM, 3, 3, true",
    "QUORUM, 0, 3, false",
    "TWO, 1, 1, true",
    "TWO, 1, 0, false",
    "THREE, 2, 0, false",
    "ONE, 0, 1, true",
    "EACH_QUORUM, 3, 1, true"
  })
  void countsReplicasWhereTheLevelAsksForThem(
      DefaultConsistencyLevel level, String here, String there, boolean enough) {
    assertThat(problem(level, Map.of("class", NETWORK, "dc1", here, "dc2", there)).isEmpty())
        .isEqualTo(enough);
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(
            problem(
                DefaultConsistencyLevel.LOCAL_QUORUM,
                Map.of("class", NETWORK, "dc1", "8", "dc2", "1")))
        .contains(
            "LOCAL_QUORUM needs 5 replicas, and keyspace 'shop' has 3 in data centre 'dc1'"
                + " (replication factor 8); choose a lower level, add nodes or ALTER KEYSPACE.");
  }

  @Test
  void countsRacksThatAreNamed() {
    Map<String, String> twoRacks = Map.of("class", NETWORK, "dc1", "['r1', 'r2']");
    assertThat(problem(DefaultConsistencyLevel.TWO, twoRacks)).isEmpty();
    assertThat(problem(DefaultConsistencyLevel.THREE, twoRacks)).isPresent();
  }

  @Test
  void takesSimpleReplicationForTheWholeCluster() {
    Map<String, String> five = Map.of("class", "SimpleStrategy", "replication_factor", "5");
    assertThat(problem(DefaultConsistencyLevel.LOCAL_QUORUM, five)).isEmpty();
    assertThat(problem(DefaultConsistencyLevel.ALL, five)).isPresent();
  }

  @Test
  void saysNothingOfWhatItDoesNotKnow() {
    assertThat(problem(DefaultConsistencyLevel.ALL, Map.of("class", "EverywhereStrategy")))
        .isEmpty();
    assertThat(problem(DefaultConsistencyLevel.ALL, Map.of("class", NETWORK, "dc1", "3/1")))
        .isEmpty();
  }

  private static Optional<String> problem(
      DefaultConsistencyLevel level, Map<String, String> replication) {
    return ReplicaCheck.problem(level, "dc1", "shop", replication, NODES);
  }
}
