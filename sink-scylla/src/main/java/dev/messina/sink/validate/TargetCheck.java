package dev.messina.sink.validate;

import dev.messina.plugin.OptionError;
import dev.messina.sink.session.SessionSettings;
import java.util.List;

/** Looks at the cluster and the tables before a connector is started on them. */
@FunctionalInterface
public interface TargetCheck {

  /** All that is wrong; empty if rows can be written. */
  List<OptionError> findings(SessionSettings settings, Targets targets);
}
