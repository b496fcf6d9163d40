package dev.messina.source.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.plugin.OptionErrors;
import dev.messina.source.check.ConfigValidation.TransformChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformChecksTest {

  private final OptionErrors errors = new OptionErrors(new ArrayList<>());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.kafka.connect.transforms.Filter",
        "Filter",
        "io.confluent.connect.transforms.Filter$Value",
        "io.confluent.connect.transforms.Filter$Key",
        "io.debezium.transforms.Filter",
        "io.aiven.kafka.connect.transforms.FilterByFieldValue$Value",
        "com.github.jcustenborder.kafka.connect.transform.common.PatternFilter$Value",
        "io.confluent.connect.transforms.TombstoneHandler",
        "com.example.FilterTransformation"
      })
  void aTransformThatDropsRecordsIsRefused(String type) {
    TransformChecks.check(
        Map.of(
            "transforms", "route, kept",
            "transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter",
            "transforms.kept.type", type),
        errors);

    assertThat(errors.areSound(List.of("transforms.route.type"))).isTrue();
    assertThat(errors.config().configValues())
        .filteredOn(value -> value.name().equals("transforms.kept.type"))
        .flatExtracting(value -> value.errorMessages())
        .singleElement()
        .asString()
        .startsWith("Transform 'kept' (" + type + ") drops records.")
        .endsWith("filter in the sink connector, behind the topic.");
  }

  @Test
  void otherTransformsPass() {
    TransformChecks.check(
        Map.of(
            "transforms", "row,gone",
            "transforms.row.type", "dev.messina.transforms.ItemToRow",
            "transforms.unused.type", "org.apache.kafka.connect.transforms.Filter"),
        errors);

    assertThat(errors.config().configValues()).isEmpty();
  }
}
