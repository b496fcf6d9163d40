package dev.messina.cli.plan;

import dev.messina.cli.plan.propose.Proposal;
import dev.messina.cli.plan.table.TableFacts;
import dev.messina.cli.preview.Outcome;
import dev.messina.cli.preview.Preview;
import dev.messina.cli.preview.Tables;
import dev.messina.verification.expect.Deployed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes rows of the items by what is proposed, and holds them against the proposed tables. */
final class RowTrial {

  private RowTrial() {}

  /** A doubt for each reason for which an item has no row. */
  static List<Finding> of(TableFacts facts, Proposal proposal, List<String> items) {
    List<Finding> findings = new ArrayList<>();
    proposal
        .checks()
        .forEach(
            (table, check) -> {
              Tables tables =
                  Tables.ofStatements(
                          proposal.files().get("schema.cql"),
                          new Deployed(check.sink().name(), check.sink().config()))
                      .only(table);
              findings.addAll(
                  tried(
                      table,
                      new Preview(
                          check.mapping(), facts.keyNames(), facts.name(), Optional.of(tables)),
                      items));
            });
    return findings;
  }

  private static List<Finding> tried(String table, Preview preview, List<String> items) {
    Map<String, Integer> refused = new TreeMap<>();
    try (preview) {
      for (int at = 0; at < items.size(); at++) {
        if (preview.of(at + 1L, items.get(at)) instanceof Outcome.Refused outcome) {
          refused.merge(withoutPlace(outcome.error()), 1, Integer::sum);
        }
      }
    }
    return refused.entrySet().stream()
        .map(
            reason ->
                Finding.doubt(
                    Finding.Kind.REFUSED,
                    "",
                    "%d of %d items would be dead-lettered on the way to %s: %s"
                        .formatted(reason.getValue(), items.size(), table, reason.getKey())))
        .toList();
  }

  private static String withoutPlace(String error) {
    return error.replaceFirst("^Change record at \\S+ an item of table .*?\\]: ", "");
  }
}
