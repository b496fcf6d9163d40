package dev.messina.sink.validate;

import dev.messina.sink.session.Finding;
import dev.messina.sink.session.SessionSettings;
import java.util.List;

/** Looks at the cluster and the tables before a connector is started on them. */
@FunctionalInterface
public interface TargetCheck {

  /** All that is wrong; empty if rows can be written. */
  List<Finding> findings(SessionSettings settings, Targets targets);
}
