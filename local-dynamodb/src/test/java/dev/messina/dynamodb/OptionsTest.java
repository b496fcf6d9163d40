package dev.messina.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.dynamodb.stream.StreamSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OptionsTest {

  private static final Pattern OPTION = Pattern.compile("--[a-z0-9-]+");

  @Test
  void withoutArgumentsItIsAwsAtThePortThatEveryoneExpects() {
    Settings settings = Options.read();
    assertThat(settings).isEqualTo(Settings.defaults().port(8000));
    assertThat(settings.limitsCapacity()).isTrue();
  }

  @Test
  void hostAndPortAreTakenFromTheCommandLine() {
    Settings settings = Options.read("--port", "0", "--host", "0.0.0.0");
    assertThat(settings.port()).isZero();
    assertThat(settings.host()).isEqualTo("0.0.0.0");
  }

  @Test
  void everySettingOfTheControlApiIsAnOption() {
    Settings settings =
        Options.read(
            "--staleness", "PT1S",
            "--shards", "7",
            "--roll-over", "PT1H",
            "--iterator-life", "PT5M",
            "--lingering-is-readable", "false",
            "--incomplete-listing", "PT3S",
            "--limits-capacity", "false");
    StreamSettings streams = settings.streams();
    assertThat(settings.timing().staleness()).isEqualTo(Duration.ofSeconds(1));
    assertThat(streams.shards())
        .isEqualTo(StreamSettings.defaults().shards().count(7).rollOver(Duration.ofHours(1)));
    assertThat(streams.iterators().life()).isEqualTo(Duration.ofMinutes(5));
    assertThat(streams.listing().readable()).isFalse();
    assertThat(streams.listing().incomplete()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.limitsCapacity()).isFalse();
  }

  @Test
  void exportsGoToTheLastPlaceThatIsNamed() {
    URI s3 = URI.create("http://127.0.0.1:9000");
    Settings settings = Options.read("--export-folder", "/data", "--export-s3-endpoint", "" + s3);
    assertThat(settings.exports().s3()).contains(s3);
    assertThat(settings.exports().folder()).isEmpty();
    assertThat(Options.read("--export-folder", "/data").exports().folder())
        .contains(Path.of("/data"));
  }

  @Test
  void whatIsNotUnderstoodIsNamed() {
    assertThatThrownBy(() -> Options.read("--prot", "1")).hasMessage("Unknown option --prot");
    assertThatThrownBy(() -> Options.read("--port")).hasMessage("No value after --port");
    assertThatThrownBy(() -> Options.read("--limits-capacity", "yes"))
        .hasMessage("Neither true nor false: yes");
    assertThatThrownBy(() -> Options.read("--shards", "0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Options.read("--roll-over", "4h"))
        .isInstanceOf(DateTimeParseException.class);
  }

  @Test
  void theDocumentationNamesEveryOption() throws IOException {
    String page = Files.readString(Path.of("../docs/local-dynamodb.md"));
    List<String> options =
        OPTION.matcher(Options.usage()).results().map(found -> found.group()).toList();
    assertThat(options).hasSize(5 + 3 + 15).allMatch(option -> page.contains("| `" + option + "`"));
  }
}
