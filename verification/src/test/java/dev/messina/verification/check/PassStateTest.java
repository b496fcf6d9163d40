package dev.messina.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.item.ItemKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PassStateTest {

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadAgainByTheSameSetup() {
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("a\"b"));
    PassState state =
        new PassState(
            "setup",
            Instant.ofEpochMilli(7),
            Map.of(0, 10L, 3, 0L),
            6,
            Map.of(
                0,
                new PassState.Segment(key, false, 5),
                1,
                new PassState.Segment(Map.of(), true, 9)),
            Set.of(new ItemKey(key)));

    state.write(folder);

    assertThat(PassState.read(folder, "setup")).contains(state);
    assertThat(PassState.read(folder, "another")).isEmpty();
    PassState.delete(folder);
    assertThat(PassState.read(folder, "setup")).isEmpty();
  }
}
