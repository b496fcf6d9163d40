package dev.messina.cli.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;

/** A page as a browser without a screen reads it, which refuses to ask for any other file. */
final class ReadPage implements AutoCloseable {

  private static final double HEIGHT = 100;

  private final WebClient browser = new WebClient(BrowserVersion.CHROME);
  private final HtmlPage page;

  ReadPage(String html, Path folder) {
    browser.getOptions().setJavaScriptEnabled(false);
    Path file = folder.resolve("report.html");
    try {
      Files.writeString(file, html);
      page = browser.getPage(file.toUri().toURL());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  HtmlPage page() {
    return page;
  }

  String text(String id) {
    return page.getElementById(id).getTextContent();
  }

  /** By name, as they are shown. */
  Map<String, String> counts() {
    Map<String, String> counts = new LinkedHashMap<>();
    for (DomElement count : page.getElementById("counts").getChildElements()) {
      List<String> texts = texts(count.getChildElements());
      counts.put(texts.get(0), texts.get(1));
    }
    return counts;
  }

  /** The cells, row by row. */
  List<List<String>> differences() {
    List<List<String>> rows = new ArrayList<>();
    for (DomNode row : page.querySelectorAll("#differences tbody tr")) {
      rows.add(texts(row.getChildNodes()));
    }
    return rows;
  }

  /** How many there are of each. */
  Map<String, Integer> elements() {
    Map<String, Integer> elements = new TreeMap<>();
    page.getHtmlElementDescendants()
        .forEach(element -> elements.merge(element.getNodeName(), 1, Integer::sum));
    return elements;
  }

  /** The parts of a line, as the curve and the scale beside it give them. */
  List<List<Double>> values(String plot, int line) {
    double top = Double.parseDouble(one(plot, ".scale .top").replace(",", ""));
    List<List<Double>> parts = new ArrayList<>();
    for (DomNode curve : page.querySelectorAll("#" + plot + " polyline.line" + line)) {
      List<Double> part = new ArrayList<>();
      for (String point : ((DomElement) curve).getAttribute("points").split(" ", -1)) {
        double y = Double.parseDouble(point.substring(point.indexOf(',') + 1));
        part.add(top * (1 - y / HEIGHT));
      }
      parts.add(part);
    }
    return parts;
  }

  /** The horizontal places of a line's first part, from 0 to 1,000. */
  List<Double> places(String plot) {
    DomElement curve = page.querySelector("#" + plot + " polyline");
    List<Double> places = new ArrayList<>();
    for (String point : curve.getAttribute("points").split(" ", -1)) {
      places.add(Double.parseDouble(point.substring(0, point.indexOf(','))));
    }
    return places;
  }

  String one(String plot, String selector) {
    return page.querySelector("#" + plot + " " + selector).getTextContent();
  }

  private static List<String> texts(Iterable<? extends DomNode> nodes) {
    List<String> texts = new ArrayList<>();
    nodes.forEach(
        node -> {
          if (node instanceof DomElement) {
            texts.add(node.getTextContent());
          }
        });
    return texts;
  }

  @Override
  public void close() {
    browser.close();
  }
}
