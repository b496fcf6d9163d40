package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.e2e.SharedStack.Services;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole line in the formats beside Avro, which has {@link AvroRegistryIT}. */
@ExtendWith(RegistryStack.class)
class ConvertersIT {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AVRO")
  void carriesTheWholeLine(Format format, Services services) {
    String name = format.name().toLowerCase(Locale.ROOT);
    assertThat(WholeLine.run(services, name, format)).isNotEmpty();
  }
}
