package dev.messina.cli.preview;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a CREATE TABLE statement says of columns.
 *
 * @param name {@code keyspace.table} in the server's own spelling
 * @param keyColumns of the primary key, in order
 * @param types by column, as they are written
 */
record CreateTable(String name, List<String> keyColumns, Map<String, String> types) {

  private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|\\w+)";
  private static final String TABLE = "(?<table>" + NAME + "(?:\\s*\\.\\s*" + NAME + ")?)";
  private static final Pattern CREATE =
      Pattern.compile(
          "(?is)CREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?" + TABLE + "\\s*\\((?<columns>.*)");
  private static final Pattern ADD =
      Pattern.compile(
          "(?is)ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?"
              + TABLE
              + "\\s+ADD\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(?<columns>.*)");
  private static final Pattern USE = Pattern.compile("(?is)USE\\s+(?<keyspace>" + NAME + ")");
  private static final Pattern KEY = Pattern.compile("(?is)PRIMARY\\s+KEY\\s*\\((?<names>.*)\\)");
  private static final Pattern COLUMN =
      Pattern.compile(
          "(?is)(?<name>"
              + NAME
              + ")\\s+(?<type>.+?)(?<static>\\s+STATIC)?(?<key>\\s+PRIMARY\\s+KEY)?");

  CreateTable {
    keyColumns = List.copyOf(keyColumns);
    types = new LinkedHashMap<>(types);
  }

  /** The table with the columns that a statement adds; empty if it adds none to this table. */
  Optional<CreateTable> altered(String statement, String keyspace) {
    Matcher add = ADD.matcher(statement);
    if (!add.matches() || !qualified(add.group("table"), keyspace).equals(name)) {
      return Optional.empty();
    }
    CreateTable changed = new CreateTable(name, keyColumns, types);
    String columns = add.group("columns").strip();
    boolean listed = columns.startsWith("(") && columns.endsWith(")");
    for (String part : split(listed ? columns.substring(1, columns.length() - 1) : columns)) {
      Matcher column = COLUMN.matcher(part.strip());
      if (column.matches()) {
        changed.types.put(internal(column.group("name")), column.group("type"));
      }
    }
    return Optional.of(changed);
  }

  /** The keyspace that a statement switches to. */
  static Optional<String> used(String statement) {
    Matcher use = USE.matcher(statement);
    return use.matches() ? Optional.of(internal(use.group("keyspace"))) : Optional.empty();
  }

  /**
   * @param keyspace that counts where the statement names none; empty for none
   * @return empty if the statement makes no table
   * @throws IllegalArgumentException if it cannot be read
   */
  static Optional<CreateTable> parse(String statement, String keyspace) {
    Matcher create = CREATE.matcher(statement);
    if (!create.matches()) {
      return Optional.empty();
    }
    String name = qualified(create.group("table"), keyspace);
    List<String> key = new ArrayList<>();
    Map<String, String> types = new LinkedHashMap<>();
    for (String part : split(inParentheses(create.group("columns")))) {
      Matcher primary = KEY.matcher(part.strip());
      Matcher column = COLUMN.matcher(part.strip());
      if (primary.matches()) {
        split(primary.group("names")).forEach(one -> addNames(one.strip(), key));
      } else if (column.matches()) {
        types.put(internal(column.group("name")), column.group("type"));
        if (column.group("key") != null) {
          key.add(internal(column.group("name")));
        }
      }
    }
    if (key.isEmpty() || !types.keySet().containsAll(key)) {
      throw new IllegalArgumentException(
          "The statement that creates table %s has no primary key of its columns.".formatted(name));
    }
    return Optional.of(new CreateTable(name, key, types));
  }

  private static void addNames(String part, List<String> key) {
    if (part.startsWith("(") && part.endsWith(")")) {
      split(part.substring(1, part.length() - 1)).forEach(one -> key.add(internal(one.strip())));
    } else {
      key.add(internal(part));
    }
  }

  private static String qualified(String table, String keyspace) {
    List<String> names = new ArrayList<>();
    Matcher name = Pattern.compile(NAME).matcher(table);
    while (name.find()) {
      names.add(internal(name.group()));
    }
    return names.size() == 2 ? names.get(0) + "." + names.get(1) : keyspace + "." + names.get(0);
  }

  private static String internal(String name) {
    return CqlIdentifier.fromCql(name).asInternal();
  }

  /** Up to the parenthesis that closes the one in front of the text. */
  private static String inParentheses(String text) {
    int depth = 1;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      quoted ^= one == '"';
      if (!quoted) {
        depth += one == '(' ? 1 : one == ')' ? -1 : 0;
      }
      if (depth == 0) {
        return text.substring(0, i);
      }
    }
    throw new IllegalArgumentException("A parenthesis of CREATE TABLE is not closed.");
  }

  /** At commas that stand in no parentheses, angle brackets or quotes. */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      quoted ^= one == '"';
      if (quoted) {
        continue;
      }
      depth += one == '(' || one == '<' ? 1 : one == ')' || one == '>' ? -1 : 0;
      if (one == ',' && depth == 0) {
        parts.add(text.substring(begin, i));
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin));
    return parts;
  }

  /** The columns whose types are known here; the others are of types that a keyspace defines. */
  Map<String, DataType> knownTypes() {
    Map<String, DataType> known = new LinkedHashMap<>();
    types.forEach(
        (column, type) -> TypeText.parse(type).ifPresent(parsed -> known.put(column, parsed)));
    return known;
  }
}
