package dev.messina.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.verification.check.Difference;
import dev.messina.verification.check.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as Chromium renders it: nothing overlaps, and nothing is cut off or hard to read. */
class ReportLayoutTest {

  private static final List<Integer> WIDTHS = List.of(400, 1_000, 1_800);
  private static final VerifySettings.Mode SAMPLE = new VerifySettings.Mode.Sample(10);

  @TempDir private Path folder;
  private Chromium chromium;

  @BeforeEach
  void find() {
    Optional<Chromium> installed = Chromium.installed();
    assumeTrue(
        installed.isPresent(),
        "Chromium is not installed: the layout of the report was not measured. Install it, or"
            + " name one with -D"
            + Chromium.PROPERTY);
    chromium = installed.orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLargeReportFitsEveryWidth(boolean dark) throws IOException, InterruptedException {
    String page = page();
    Files.writeString(Path.of("target", "report.html"), page);
    List<JsonNode> measured = chromium.measure(page, WIDTHS, dark, folder);

    assertThat(measured).extracting(one -> one.path("width").asInt()).isEqualTo(WIDTHS);
    assertThat(measured)
        .allSatisfy(
            one -> {
              assertThat(one.path("dark").asBoolean()).isEqualTo(dark);
              assertThat(one.path("paper").asDouble() < 0.5).isEqualTo(dark);
              assertThat(one.path("texts").asInt()).isGreaterThan(100);
              assertThat(one.path("plots").asInt()).isEqualTo(4);
              List.of("cut", "outside", "overlaps", "faint")
                  .forEach(fault -> assertThat(one.path(fault)).as(fault + " in " + one).isEmpty());
            });
  }

  /** What measures finds what is wrong, or it would prove nothing. */
  @Test
  void faultsAreFound() throws IOException, InterruptedException {
    String page = page();
    assertThat(fault(page, "h1 { margin-bottom: -2rem !important; }", "overlaps")).isNotEmpty();
    assertThat(fault(page, "* { overflow-wrap: normal !important; }", "cut")).isNotEmpty();
    assertThat(fault(page, "dd { height: 4px; }", "outside")).isNotEmpty();
    assertThat(fault(page, "dt { color: #ddd !important; }", "faint")).isNotEmpty();
  }

  private JsonNode fault(String page, String style, String kind)
      throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, kind);
    String broken = page.replace("</style>", style + "</style>");
    return chromium.measure(broken, List.of(400), false, own).get(0).path(kind);
  }

  /** With all that a page can hold: keys and values of every length, and a curve that jumps. */
  private static String page() {
    List<Difference> differences = new ArrayList<>(Reports.ofEveryKind("ann"));
    differences.addAll(Reports.ofEveryKind("k".repeat(1_200)));
    differences.addAll(Reports.ofEveryKind("\u05d0\u05d1 \u202e <b>x</b> \u4e2d\u6587 ]]> \u0001"));
    Report report =
        new Report(
            differences,
            1_234_567,
            List.of("After 240 generations the frontier is unknown: " + "shardId-".repeat(30)),
            Optional.of(Reports.END.minusSeconds(9)),
            Reports.COUNTS,
            Reports.history(1_000),
            Reports.END);
    List<PassCourse.Point> items = new ArrayList<>();
    List<PassCourse.Point> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      items.add(new PassCourse.Point(Reports.END.minusSeconds(900 - i), 41_000L * i));
      rows.add(new PassCourse.Point(Reports.END.minusSeconds(600 - i), 40_000L * i));
    }
    return ReportPage.of(
        report,
        SAMPLE,
        "orders-from-dynamodb to orders-to-scylla",
        List.of(
            new PassCourse.Phase("items, each with its row", items),
            new PassCourse.Phase("rows, each with its item", rows)));
  }
}
