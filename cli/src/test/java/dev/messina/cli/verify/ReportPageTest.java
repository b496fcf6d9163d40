package dev.messina.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.verification.check.Difference;
import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.htmlunit.html.DomElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser reads it, against the JSON of the same report. */
class ReportPageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final VerifySettings.Mode FULL = new VerifySettings.Mode.Full();
  private static final String TITLE = "orders-from-dynamodb to orders-to-scylla";

  private static final List<String> ATTACKS =
      List.of(
          "</td></tr></table><script>alert(\"1\")</script>",
          "</style></title><img src='x' onerror='alert(1)'>&lt;&amp;&#60;",
          "<!-- ]]> --> <![CDATA[ ]]> <?php ?>",
          "\" onmouseover=\"alert(1)\" x='",
          "a\u0000b\u0001c\nd\te\u007ff\u0085g",
          "javascript:alert(1) http://example.org/ url(http://example.org)",
          "a\u202eb\u2066c\u200bd\u2028e",
          "lone \ud800 surrogate, pair \ud83d\ude00",
          "k".repeat(1_999));

  @TempDir private Path folder;

  @Test
  void theVerdictComesFirst() {
    try (ReadPage read = read(Reports.verified(Reports.history(10)), FULL)) {
      DomElement first = read.page().getBody().getFirstElementChild();
      assertThat(first.getTagName()).isEqualTo("header");
      assertThat(first.getFirstElementChild().getId()).isEqualTo("verdict");
      assertThat(read.text("verdict")).isEqualTo("verified");
      assertThat(read.text("title")).isEqualTo(TITLE);
      assertThat(read.text("until"))
          .isEqualTo(
              "All that was compared is the same on both sides, verified up to "
                  + Reports.END
                  + ".");
      assertThat(read.page().getTitleText()).isEqualTo("verified: " + TITLE);
    }
  }

  @Test
  void unknownIsNotVerified() {
    String doubt = "After 4 generations the frontier is unknown: a shard is hidden.";
    try (ReadPage read = read(Reports.unknown(doubt), FULL)) {
      assertThat(read.text("verdict")).isEqualTo("unknown");
      assertThat(read.text("until")).contains("not all is known").doesNotContain("the same");
      assertThat(read.page().querySelector(".doubt").getTextContent()).isEqualTo(doubt);
      assertThat(read.page().getElementById("plots")).isNull();
      assertThat(read.page().getElementById("differences")).isNull();
    }
  }

  @Test
  void verdictAndCountsAreThoseOfTheJson() throws IOException {
    Report report = Reports.of(Reports.ofEveryKind("a"), Reports.history(10));
    JsonNode summary = summary(report, FULL);
    try (ReadPage read = read(report, FULL)) {
      Map<String, String> counts = read.counts();
      assertThat(read.text("verdict")).isEqualTo(summary.path("verdict").asText());
      assertThat(read.text("until"))
          .startsWith("6 differences count")
          .contains(summary.path("verified_frontier").asText());
      Map<String, String> names =
          Map.of(
              "items", "items",
              "rows", "rows",
              "expired", "expired",
              "beyond_frontier", "beyond the frontier",
              "compared", "pairs compared",
              "changes", "changes looked at again",
              "generations", "generations");
      names.forEach(
          (field, name) ->
              assertThat(number(counts.get(name)))
                  .as(name)
                  .isEqualTo(summary.path(field).asDouble()));
      summary
          .path("differences")
          .properties()
          .forEach(
              kind ->
                  assertThat(number(counts.get(kind.getKey().replace('_', ' '))))
                      .as(kind.getKey())
                      .isEqualTo(kind.getValue().asDouble()));
      assertThat(number(counts.get("values compared as items")))
          .isEqualTo(summary.at("/as_items/compared").asDouble());
      assertThat(number(counts.get("values not compared as items")))
          .isEqualTo(summary.at("/as_items/left_out").asDouble());
      assertThat(number(counts.get("read units"))).isEqualTo(summary.path("read_units").asDouble());
      assertThat(number(counts.get("oldest difference")) * 1_000)
          .isCloseTo(summary.path("longest_ms").asDouble(), within(50.0));
      assertThat(number(counts.get("last generation")) * 1_000)
          .isCloseTo(summary.path("last_generation_ms").asDouble(), within(50.0));
    }
  }

  @Test
  void theCurvesShowEachGenerationOfTheJson() throws IOException {
    List<Generation> history = Reports.history(120);
    try (ReadPage read = read(Reports.verified(history), FULL)) {
      List<Double> changes = read.values("changes", 0).get(0);
      List<Double> open = read.values("open", 0).get(0);
      List<Double> settled = read.values("open", 1).get(0);
      List<List<Double>> lag = read.values("lag", 0);
      assertThat(lag).hasSize(1);
      int unknown = history.size() - lag.get(0).size();
      assertThat(unknown).isEqualTo(12);
      for (int i = 0; i < history.size(); i++) {
        JsonNode json = JSON.readTree(ReportForms.json(history.get(i)));
        assertThat(changes.get(i)).isCloseTo(json.path("changes").asDouble(), within(100.0));
        assertThat(open.get(i)).isCloseTo(json.path("open").asDouble(), within(0.01));
        assertThat(settled.get(i)).isCloseTo(json.path("settled").asDouble(), within(0.01));
        JsonNode until = json.path("verified_frontier");
        assertThat(until.isNull()).isEqualTo(i < unknown);
        if (!until.isNull()) {
          Instant at = Instant.parse(json.path("at").asText());
          double age = Duration.between(Instant.parse(until.asText()), at).toMillis() / 1e3;
          assertThat(lag.get(0).get(i - unknown)).isCloseTo(age, within(0.01));
        }
      }
      assertThat(read.one("lag", ".line0")).endsWith("unknown 12 times");
      assertThat(read.one("open", ".times .from")).isEqualTo("2026-01-01T00:10:00Z");
      assertThat(read.one("open", ".times .to")).isEqualTo("2026-01-01T00:19:55Z");
    }
  }

  @Test
  void anUnknownFrontierIsAGapAndNeverZero() {
    List<Generation> history = new ArrayList<>(Reports.history(9));
    Generation known = history.get(4);
    history.set(
        4,
        new Generation(
            known.number(),
            known.at(),
            known.verdict(),
            Optional.empty(),
            known.open(),
            known.changes(),
            known.took()));
    try (ReadPage read = read(Reports.verified(history), FULL)) {
      assertThat(read.values("lag", 0)).hasSize(2).allSatisfy(part -> assertThat(part).hasSize(4));
    }
    try (ReadPage read = read(Reports.verified(history.subList(4, 5)), FULL)) {
      assertThat(read.values("lag", 0)).isEmpty();
      assertThat(read.one("lag", ".line0"))
          .isEqualTo("age: at most unknown, at last unknown, unknown 1 times");
      assertThat(read.values("open", 0).get(0)).hasSize(2); // a dot
    }
  }

  @Test
  void thePassIsShownByItsTime() {
    List<Instant> times = new ArrayList<>();
    PassCourse course = new PassCourse(new Listed(times));
    course.reached(1, 0); // before any phase
    course.phase("items");
    times.add(Reports.END);
    course.reached(0, 4_000);
    times.add(Reports.END.plusSeconds(10));
    course.reached(1_000, 4_000);
    times.add(Reports.END.plusSeconds(40));
    course.reached(4_000, 4_000);
    course.phase("generations");

    String page = ReportPage.of(Reports.verified(List.of()), FULL, TITLE, course.phases());
    try (ReadPage read = new ReadPage(page, folder)) {
      assertThat(read.places("progress")).containsExactly(0.0, 250.0, 1_000.0);
      assertThat(read.values("progress", 0).stream().flatMap(List::stream).map(Math::round))
          .containsExactly(0L, 1_000L, 4_000L);
      assertThat(read.one("progress", ".line0")).isEqualTo("items: at most 4,000, at last 4,000");
      assertThat(read.page().querySelectorAll("#progress .line1")).isEmpty();
    }
  }

  @Test
  void aLongPassKeepsItsShapeInFewPoints() {
    List<Instant> times = new ArrayList<>();
    PassCourse course = new PassCourse(new Listed(times));
    course.phase("items");
    for (int i = 0; i < 100_000; i++) {
      times.add(Reports.END.plusMillis(i));
      course.reached(2L * i, 0);
      times.clear();
    }
    List<PassCourse.Point> points = course.phases().get(0).points();
    assertThat(points).hasSizeBetween(150, 401);
    assertThat(points.get(0).done()).isZero();
    assertThat(points.get(points.size() - 1).done()).isEqualTo(199_998);
    assertThat(points)
        .allSatisfy(
            point ->
                assertThat(Duration.between(Reports.END, point.at()).toMillis())
                    .isEqualTo(point.done() / 2));
  }

  @Test
  void bothSidesStandSideBySide() {
    List<Difference> differences = Reports.ofEveryKind("ann");
    try (ReadPage read = read(Reports.of(differences, List.of()), FULL)) {
      List<List<String>> rows = read.differences();
      String item = Reports.item("ann").toString();
      assertThat(rows)
          .anySatisfy(
              row -> {
                assertThat(row.get(0)).contains("different", "since ", "row written 2026-01-01");
                assertThat(row.subList(1, 3)).containsExactly(item, Reports.row("ann").toString());
              })
          .contains(List.of("n", "1", "2"), List.of("ann", "ann", "ann!"))
          .contains(List.of("n", "differs"), List.of("ann", "differs"))
          .contains(List.of("reason", "ann"))
          .anySatisfy(row -> assertThat(row).element(1).isEqualTo("no item"))
          .anySatisfy(row -> assertThat(row).element(2).isEqualTo("no row"))
          .anySatisfy(row -> assertThat(row.get(0)).contains("missing", "not settled"));
      assertThat(rows.get(0).get(0)).startsWith("dead lettered"); // the oldest
    }
  }

  @Test
  void manyDifferencesAndLongValuesDoNotBreakThePage() {
    List<Difference> many = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      many.addAll(Reports.ofEveryKind("v".repeat(400_000 / 60) + i));
    }
    String page = ReportPage.of(Reports.of(many, List.of()), FULL, TITLE, List.of());
    try (ReadPage read = new ReadPage(page, folder)) {
      assertThat(read.page().querySelectorAll("#differences tbody")).hasSize(200);
      assertThat(read.text("more")).isEqualTo("and 160 more");
      assertThat(read.differences())
          .anySatisfy(row -> assertThat(row.get(1)).endsWith("characters more"));
    }
  }

  @Test
  void whatItemsContainStaysText() {
    Map<String, Integer> harmless = elements("harmless");
    for (String attack : ATTACKS) {
      assertThat(elements(attack)).as(attack).isEqualTo(harmless);
    }
    RandomGenerator random = new Random(20_260_101);
    String alphabet = "<>&\"'/=-!]}[;:# \\`\u0000\u0008\n\u00a0script";
    for (int i = 0; i < 40; i++) {
      String text =
          random
              .ints(1 + random.nextInt(30), 0, alphabet.length())
              .mapToObj(place -> alphabet.substring(place, place + 1))
              .reduce("x", String::concat);
      assertThat(elements(text)).as(text).isEqualTo(harmless);
    }
  }

  private Map<String, Integer> elements(String text) {
    Report all =
        new Report(
            Reports.ofEveryKind(text),
            0,
            List.of(text),
            Optional.empty(),
            Reports.COUNTS,
            Reports.history(3),
            Reports.END);
    PassCourse.Phase phase =
        new PassCourse.Phase(text, List.of(new PassCourse.Point(Reports.END, 1)));
    try (ReadPage read = new ReadPage(ReportPage.of(all, FULL, text, List.of(phase)), folder)) {
      assertThat(read.text("title")).isEqualTo(seen(text));
      assertThat(read.page().querySelector(".doubt").getTextContent()).isEqualTo(seen(text));
      assertThat(read.differences())
          .contains(List.of(seen(text), seen(text), seen(text + "!")))
          .contains(List.of("reason", seen(text)));
      return read.elements();
    }
  }

  /** As a reader sees it: control characters as pictures, invisible ones by number. */
  private static String seen(String text) {
    return text.replace("\u0000", "\u2400")
        .replace("\u0001", "\u2401")
        .replace("\u0008", "\u2408")
        .replace("\n", "\u240a")
        .replace("\t", "\u2409")
        .replace("\u007f", "\u2421")
        .replace("\u0085", "[U+0085]")
        .replace("\u202e", "[U+202E]")
        .replace("\u2066", "[U+2066]")
        .replace("\u200b", "[U+200B]")
        .replace("\u2028", "[U+2028]")
        .replaceAll("(?<![\ud800-\udbff])\ud800(?![\udc00-\udfff])", "\ufffd");
  }

  @Test
  void aSampleSaysHowSureItIs() throws IOException {
    VerifySettings.Mode sample = new VerifySettings.Mode.Sample(10);
    Report report = Reports.verified(List.of());
    double share = summary(report, sample).path("share_wrong_below").asDouble();
    try (ReadPage read = read(report, sample)) {
      String told = read.text("sample").replaceAll(".*fewer than ([0-9.]+) %.*", "$1");
      assertThat(Double.parseDouble(told) / 100).isCloseTo(share, within(1e-6));
    }
    try (ReadPage read = read(report, FULL)) {
      assertThat(read.page().getElementById("sample")).isNull();
    }
  }

  @Test
  void itAsksForNoOtherFileAndRunsNothing() {
    Report report = Reports.of(Reports.ofEveryKind("a"), Reports.history(10));
    String page = ReportPage.of(report, FULL, TITLE, List.of());
    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContain("http:", "https:", "src=", "href=", "url(", "@import", "<script", "<link");
  }

  private ReadPage read(Report report, VerifySettings.Mode mode) {
    return new ReadPage(ReportPage.of(report, mode, TITLE, List.of()), folder);
  }

  private static JsonNode summary(Report report, VerifySettings.Mode mode) throws IOException {
    List<String> lines = ReportForms.json(report, mode);
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  private static double number(String shown) {
    return Double.parseDouble(shown.replace(",", "").replace(" s", ""));
  }

  /** Tells the time that was listed last. */
  private static final class Listed extends Clock {

    private final List<Instant> times;

    Listed(List<Instant> times) {
      this.times = times;
    }

    @Override
    public Instant instant() {
      return times.get(times.size() - 1);
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
