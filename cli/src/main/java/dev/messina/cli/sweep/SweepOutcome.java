package dev.messina.cli.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

public sealed interface SweepOutcome permits Readiness.Refused, Report {

  /** As one JSON object. */
  ObjectNode json();

  /** As lines for people. */
  List<String> lines();

  /** Whether the target could not be swept, or not to its end. */
  boolean isRefused();

  /** Whether rows of deleted items were found and not deleted. */
  boolean leavesRows();
}
