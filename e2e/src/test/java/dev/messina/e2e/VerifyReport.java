package dev.messina.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;

/** The page that {@code messina verify --report} has written, in a browser without a screen. */
final class VerifyReport implements AutoCloseable {

  private static final double HEIGHT = 100;

  private final WebClient browser = new WebClient(BrowserVersion.CHROME);
  private final HtmlPage page;

  VerifyReport(Path file) throws IOException {
    browser.getOptions().setJavaScriptEnabled(false);
    page = browser.getPage(file.toUri().toURL());
  }

  /** Of the first element that is selected. */
  String text(String selector) {
    return page.querySelector(selector).getTextContent();
  }

  long count(String name) {
    return page.querySelectorAll("#counts dt").stream()
        .filter(term -> term.getTextContent().equals(name))
        .map(term -> number(((DomElement) term).getNextElementSibling().getTextContent()))
        .findFirst()
        .orElseThrow();
  }

  /** The name and both sides of each column that differs. */
  List<List<String>> differingCells() {
    List<List<String>> rows = new ArrayList<>();
    for (DomNode row : page.querySelectorAll("#differences .column")) {
      List<String> cells = new ArrayList<>();
      ((DomElement) row).getChildElements().forEach(cell -> cells.add(cell.getTextContent()));
      rows.add(cells);
    }
    return rows;
  }

  /** What a line shows, as its curve and the scale beside it give it, rounded. */
  List<Long> values(String plot, int line) {
    long top = number(text("#" + plot + " .scale .top"));
    return page.querySelectorAll("#" + plot + " polyline.line" + line).stream()
        .flatMap(curve -> Stream.of(((DomElement) curve).getAttribute("points").split(" ", -1)))
        .map(point -> Double.parseDouble(point.substring(point.indexOf(',') + 1)))
        .map(height -> Math.round(top * (1 - height / HEIGHT)))
        .toList();
  }

  private static long number(String shown) {
    return Long.parseLong(shown.replace(",", ""));
  }

  @Override
  public void close() {
    browser.close();
  }
}
