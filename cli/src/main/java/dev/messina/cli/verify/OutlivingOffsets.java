package dev.messina.cli.verify;

import dev.messina.cli.connect.ConnectRestException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The sink's committed offsets for a run that outlives its workers: while Connect does not answer,
 * those that it has told last. The sink has applied no less than that. For use by one thread.
 */
final class OutlivingOffsets implements Supplier<Map<Integer, Long>> {

  private final Supplier<Map<Integer, Long>> applied;
  private Map<Integer, Long> last = Map.of();

  /**
   * @param applied by partition, as long as Connect answers
   */
  OutlivingOffsets(Supplier<Map<Integer, Long>> applied) {
    this.applied = applied;
  }

  @Override
  public Map<Integer, Long> get() {
    try {
      last = applied.get();
    } catch (ConnectRestException noAnswer) {
      return last;
    }
    return last;
  }
}
