package dev.messina.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.check.Difference;
import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Pair;
import dev.messina.verification.check.Report;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.swing.text.MutableAttributeSet;
import javax.swing.text.html.HTML;
import javax.swing.text.html.HTMLEditorKit;
import javax.swing.text.html.parser.ParserDelegator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ReportPageTest {

  private static final Instant END = Instant.parse("2026-01-01T00:01:00Z");
  private static final String ATTACK = "</td><script>alert(\"1\")</script><img src='x'>&\u0000";

  private static final Report.Counts COUNTS =
      new Report.Counts(12_345, 9, 21, 2, 1.5, 4, 7, Duration.ofMillis(120));

  @Test
  void theVerdictIsFirstThenTheCounts() throws IOException {
    Report report = new Report(List.of(), 0, List.of(), Optional.of(END), COUNTS, List.of(), END);

    List<String> texts = texts(ReportPage.of(report, "shop.orders"));

    assertThat(texts.get(0)).isEqualTo("shop.orders: verified");
    assertThat(texts.get(1)).isEqualTo("shop.orders: verified up to 2026-01-01T00:01:00Z");
    assertThat(texts).containsSubsequence("items", "12,345", "rows", "9", "missing", "0");
  }

  @Test
  void whatItemsContainStaysText() throws IOException {
    Difference difference =
        new Difference(
            DifferenceKind.DIFFERENT,
            new Pair(
                Optional.of(new ItemKey(Map.of(ATTACK, AttributeValue.fromS(ATTACK)))),
                Optional.of(new RowKey(List.of(ATTACK), List.of(ATTACK)))),
            List.of(ATTACK),
            "",
            END,
            OptionalLong.empty(),
            true,
            Map.of(ATTACK, List.of(ATTACK, ATTACK)));
    Report report =
        new Report(
            List.of(difference), 0, List.of(ATTACK), Optional.empty(), COUNTS, List.of(), END);

    String page = ReportPage.of(report, ATTACK);

    assertThat(page).doesNotContain("<script", "<img", "\u0000");
    assertThat(tags(page)).doesNotContain("script", "img");
    assertThat(texts(page).toString()).contains("<script>alert(\"1\")</script>");
  }

  @Test
  void thePlotsShowEachGeneration() {
    List<Generation> history =
        List.of(
            new Generation(1, END, Optional.empty(), 4, 0, 10, Duration.ZERO),
            new Generation(2, END, Optional.of(END.minusSeconds(8)), 2, 0, 20, Duration.ZERO),
            new Generation(3, END, Optional.of(END.minusSeconds(2)), 0, 0, 20, Duration.ZERO));
    Report report = new Report(List.of(), 0, List.of(), Optional.of(END), COUNTS, history, END);

    String page = ReportPage.of(report, "t");

    assertThat(page)
        .contains("open differences: at most 4, at last 0")
        .contains("points=\"0.0,4.0 500.0,52.0 1000.0,100.0 \"")
        .contains("seconds from the verified frontier to the present: at most 8, at last 2");
  }

  @Test
  void itAsksForNoOtherFile() {
    Report report = new Report(List.of(), 0, List.of(), Optional.of(END), COUNTS, List.of(), END);

    assertThat(ReportPage.of(report, "t")).doesNotContain("http://", "https://", "src=", "href=");
  }

  private static List<String> texts(String page) throws IOException {
    List<String> texts = new ArrayList<>();
    parse(
        page,
        new HTMLEditorKit.ParserCallback() {
          @Override
          public void handleText(char[] data, int position) {
            String text = new String(data);
            if (!text.startsWith("body {")) { // this parser does not know of styles
              texts.add(text);
            }
          }
        });
    return texts;
  }

  private static List<String> tags(String page) throws IOException {
    List<String> tags = new ArrayList<>();
    parse(
        page,
        new HTMLEditorKit.ParserCallback() {
          @Override
          public void handleStartTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
            tags.add(tag.toString());
          }

          @Override
          public void handleSimpleTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
            tags.add(tag.toString());
          }
        });
    return tags;
  }

  private static void parse(String page, HTMLEditorKit.ParserCallback callback) throws IOException {
    new ParserDelegator().parse(new StringReader(page), callback, true);
  }
}
