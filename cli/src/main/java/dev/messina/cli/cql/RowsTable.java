package dev.messina.cli.cql;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows for people: columns below their names, one line a row, numbers at the right.
 *
 * @param names of the columns
 * @param rightAligned which columns hold numbers
 * @param rows the cells of each row as text
 */
record RowsTable(List<String> names, List<Boolean> rightAligned, List<List<String>> rows) {

  RowsTable {
    names = List.copyOf(names);
    rightAligned = List.copyOf(rightAligned);
    rows = List.copyOf(rows);
  }

  List<String> lines() {
    int[] widths = new int[names.size()];
    measure(widths, names);
    rows.forEach(row -> measure(widths, row));
    List<String> lines = new ArrayList<>();
    lines.add(line(widths, names));
    lines.add(rule(widths));
    rows.forEach(row -> lines.add(line(widths, row)));
    return lines;
  }

  private static void measure(int[] widths, List<String> cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(cells.get(i)));
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private String line(int[] widths, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(widths[i] - width(cells.get(i)));
      line.append(i == 0 ? "" : " | ");
      line.append(rightAligned.get(i) ? space + cells.get(i) : cells.get(i) + space);
    }
    return line.toString().stripTrailing();
  }

  private static String rule(int[] widths) {
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      rule.append(i == 0 ? "" : "-+-").append("-".repeat(widths[i]));
    }
    return rule.toString();
  }
}
