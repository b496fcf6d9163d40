package dev.messina.cli.sweep;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

public sealed interface Readiness {

  /**
   * Every row of the epoch is in the target.
   *
   * @param epoch rows that show nothing as new as it are of items that were deleted
   */
  record Ready(WholeTableEpoch epoch) implements Readiness {}

  /**
   * Nothing may be deleted.
   *
   * @param reason one sentence or more: what, where, what to do
   */
  record Refused(Refusal refusal, String reason) implements Readiness, SweepOutcome {

    @Override
    public ObjectNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("refused", refusal.code())
          .put("reason", reason);
    }

    @Override
    public List<String> lines() {
      return List.of("Refused: " + reason);
    }

    @Override
    public boolean isRefused() {
      return true;
    }

    @Override
    public boolean leavesRows() {
      return false;
    }
  }
}
