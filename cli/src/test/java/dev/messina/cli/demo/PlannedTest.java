package dev.messina.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.cli.connect.Addresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo does with a plan's folder. */
class PlannedTest {

  private static final Addresses ADDRESSES =
      new Addresses("k:1", URI.create("http://c:2"), URI.create("http://d:3"), "n:4");
  private static final String SAID =
      """
      {"tables": [{"attributes": [{}, {}],
        "findings": [{"level": "loss"}, {"level": "doubt"}, {"level": "doubt"}]}]}""";

  private final List<String> typed = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeEach
  void writeTheFolder() throws IOException {
    Files.writeString(
        folder.resolve("source.json"),
        "{\"name\": \"t-from-dynamodb\", \"config\": {\"control.topic\": \"messina.t.control\"}}");
    writeSink("{\\\"unmapped\\\": {\\\"column\\\": \\\"rest\\\"}}");
  }

  @Test
  void takesTheStepsOfTheFolder() throws IOException {
    Planned planned = Planned.of(answering(1, SAID, ""), ADDRESSES, "t", 3_000, folder);
    planned.make();
    assertThat(typed)
        .containsExactly(
            "plan t --dynamodb http://d:3 --contact-points n:4 --bootstrap-servers k:1"
                + " --connect http://c:2 --rcu 15 --source-option tasks.max=3"
                + " --source-option shard.discovery.interval.ms=5000 --out "
                + folder
                + " --force --json",
            "cql --contact-points n:4 --file " + folder.resolve("schema.cql"),
            "topic --bootstrap-servers k:1 messina.t.control --create --compacted");
    assertThat(planned.found()).isEqualTo("2 attributes, 1 losses, 2 doubts, 0 notes");
    assertThat(planned.topic()).isEqualTo("messina.t");
    assertThat(planned.others()).contains("rest");
  }

  @Test
  void aMappingMayLeaveTheOthersOut() throws IOException {
    writeSink("{\\\"unmapped\\\": \\\"ignore\\\"}");
    assertThat(Planned.of(answering(0, SAID, ""), ADDRESSES, "t", 3_000, folder).others())
        .isEmpty();
  }

  @Test
  void whatDoesNotSucceedEndsItWithTheReason() throws IOException {
    assertThatThrownBy(
            () ->
                Planned.of(answering(2, "", "messina: no stream\n"), ADDRESSES, "t", 3_000, folder))
        .isInstanceOf(PipelineFailedException.class)
        .hasMessage("messina plan has ended with 2: messina: no stream");
    Planned planned =
        Planned.of(answering(1, SAID, "messina: no node"), ADDRESSES, "t", 3_000, folder);
    assertThatThrownBy(planned::make)
        .isInstanceOf(PipelineFailedException.class)
        .hasMessage("messina cql has ended with 1: messina: no node");
  }

  /** A plan ends with this code; the others too, unless nothing was said against them. */
  private Commands answering(int exitCode, String out, String err) {
    return arguments -> {
      typed.add(String.join(" ", Arrays.asList(arguments)));
      boolean isGood = !arguments[0].equals("plan") && err.isEmpty();
      return new Commands.Told(isGood ? 0 : exitCode, out, err);
    };
  }

  private void writeSink(String mapping) {
    try {
      Files.writeString(
          folder.resolve("sink.json"),
          """
          {"name": "t-to-scylla",
           "config": {"topics": "messina.t", "transforms.row.mapping": "%s"}}"""
              .formatted(mapping));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
