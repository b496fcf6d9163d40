package dev.messina.cli.plan;

import dev.messina.cli.plan.attribute.Profile;
import dev.messina.cli.plan.estimate.Estimate;
import dev.messina.cli.plan.propose.Proposal;
import dev.messina.cli.plan.sample.Sample;
import dev.messina.cli.plan.table.TableFacts;
import java.util.List;

/**
 * What is planned for a table.
 *
 * @param findings the worst first
 */
public record TablePlan(
    TableFacts facts,
    Sample sample,
    Profile profile,
    Proposal proposal,
    Estimate estimate,
    List<Finding> findings) {

  public TablePlan {
    findings = List.copyOf(findings);
  }

  /** Whether something is lost or in doubt. */
  public boolean isDoubtful() {
    return findings.stream().anyMatch(finding -> finding.level() != Finding.Level.NOTE);
  }
}
