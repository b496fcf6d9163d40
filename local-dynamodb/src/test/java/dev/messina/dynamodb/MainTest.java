package dev.messina.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void withoutArgumentsItIsThePortThatEveryoneExpects() {
    assertThat(Main.settings(new String[0]).port()).isEqualTo(8000);
  }

  @Test
  void hostAndPortAreTakenFromTheCommandLine() {
    Settings settings = Main.settings(new String[] {"--port", "0", "--host", "0.0.0.0"});
    assertThat(settings.port()).isZero();
    assertThat(settings.host()).isEqualTo("0.0.0.0");
  }

  @Test
  void whatIsNotUnderstoodIsNamed() {
    assertThatThrownBy(() -> Main.settings(new String[] {"--prot", "1"}))
        .hasMessage("Unknown option --prot");
    assertThatThrownBy(() -> Main.settings(new String[] {"--port"}))
        .hasMessage("No value behind --port");
  }
}
