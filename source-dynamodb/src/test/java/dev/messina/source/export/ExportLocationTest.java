package dev.messina.source.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportLocationTest {

  @ParameterizedTest
  @CsvSource({
    "s3://backups, ''",
    "s3://backups/, ''",
    "s3://backups/nightly, nightly/",
    "s3://backups/a b/c%20d/, a b/c%20d/",
    "s3://backups/AWSDynamoDB/01-a/manifest-summary.json, AWSDynamoDB/01-a/"
  })
  void aPrefixInABucket(String text, String folder) {
    assertThat(ExportLocation.parse(text))
        .isEqualTo(new ExportLocation(Optional.of("backups"), folder));
  }

  @ParameterizedTest
  @CsvSource({
    "file:/exports, exports/",
    "file:///exports/of%20mine/, exports/of mine/",
    "file:/a/../b, b/",
    "file:/, ''"
  })
  void aFolder(String text, String folder) {
    assertThat(ExportLocation.parse(text)).isEqualTo(new ExportLocation(Optional.empty(), folder));
  }

  @Test
  void itIsWrittenAsItIsRead() {
    assertThat(ExportLocation.parse("s3://backups/nightly")).hasToString("s3://backups/nightly/");
    assertThat(ExportLocation.parse("file:///exports")).hasToString("file:/exports/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "backups/nightly",
        "https://backups.s3.amazonaws.com/nightly",
        "s3://",
        "s3:///nightly",
        "s3://UPPER/nightly",
        "s3a://backups/nightly",
        "file:",
        "file:exports",
        "file:/of mine",
        "file://host/exports"
      })
  void whatIsNoPlaceIsRefused(String text) {
    assertThatThrownBy(() -> ExportLocation.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("file:/folder");
  }
}
