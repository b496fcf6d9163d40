package dev.messina.cli.sweep;

import dev.messina.cli.connect.ConnectorFile;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The other connectors of a Connect cluster that write a target too. */
public final class OtherWriters {

  private static final Pattern LIST = Pattern.compile("[,:\\s]+");

  private OtherWriters() {}

  /**
   * Their names.
   *
   * @param all every connector of the cluster
   * @param ignored names of those that write elsewhere, as the user says
   */
  public static List<String> of(
      Collection<ConnectorFile> all, SweepRoute route, Set<String> ignored) {
    return of(RouteCheck.others(all, route.sink(), ignored), route.target());
  }

  static List<String> of(Collection<ConnectorFile> others, String target) {
    return others.stream()
        .filter(RouteCheck::isSink)
        .filter(other -> names(other, target))
        .map(ConnectorFile::name)
        .toList();
  }

  private static boolean names(ConnectorFile sink, String target) {
    return sink.config().entrySet().stream()
        .filter(option -> option.getKey().startsWith("table.name"))
        .flatMap(option -> LIST.splitAsStream(option.getValue()))
        .anyMatch(target::equals);
  }
}
