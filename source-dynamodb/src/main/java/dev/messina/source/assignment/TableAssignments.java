package dev.messina.source.assignment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/** Shares tables among tasks. The same tables and the same number of tasks give the same shares. */
public final class TableAssignments {

  /** The option of a task's configuration that names its shares. Set by the connector alone. */
  public static final String OPTION = "messina.task.shares";

  private TableAssignments() {}

  /**
   * The shares of each task, none of them empty. With more tasks than tables a table has several
   * shares, each with a task of its own; otherwise every table has one, and a task several tables.
   *
   * @param tasksMax how many tasks there may be
   */
  public static List<List<TableAssignment>> among(int tasksMax, Collection<String> tables) {
    List<String> sorted = tables.stream().sorted().distinct().toList();
    List<List<TableAssignment>> tasks = new ArrayList<>();
    int count = sorted.size();
    for (int i = 0; i < count; i++) {
      int shares = Math.max(1, tasksMax / count + (i < tasksMax % count ? 1 : 0));
      for (int share = 0; share < shares; share++) {
        TableAssignment next = new TableAssignment(sorted.get(i), share, shares);
        if (tasks.size() < tasksMax) {
          tasks.add(new ArrayList<>(List.of(next)));
        } else {
          tasks.get(i % tasksMax).add(next);
        }
      }
    }
    return tasks.stream().map(List::copyOf).toList();
  }

  /** The text of the option. */
  public static String write(List<TableAssignment> shares) {
    return shares.stream().map(TableAssignment::toString).collect(Collectors.joining(","));
  }

  /**
   * Reads the text of the option.
   *
   * @throws ConfigException if the connector cannot have written it
   */
  public static List<TableAssignment> read(String text) {
    return Stream.of(text.split(",")).map(TableAssignments::readOne).toList();
  }

  private static TableAssignment readOne(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/', colon + 1);
    try {
      return new TableAssignment(
          text.substring(0, colon),
          Integer.parseInt(text.substring(colon + 1, slash)),
          Integer.parseInt(text.substring(slash + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new ConfigException(
          OPTION, text, "is set by the connector for its tasks; remove it from the configuration");
    }
  }
}
