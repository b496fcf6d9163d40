package dev.messina.dynamodb.api.request;

import java.util.regex.Pattern;

/** Names of tables in requests. The ARN of a table does as well as its name. */
public final class TableNames {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
  private static final String ARN_PREFIX = "arn:";
  private static final String IN_ARN = ":table/";
  private static final int LONGEST = 255;
  private static final int SHORTEST_NEW = 3;

  private TableNames() {}

  /**
   * @throws dev.messina.dynamodb.error.ApiException if there is none, or it can be none
   */
  public static String of(Parameters request) {
    String name = request.text("TableName").orElse(null);
    check(name, "tableName", 1);
    return of(name);
  }

  /** Of a table that is created. */
  public static String ofNew(String name) {
    check(name, "tableName", SHORTEST_NEW);
    return name;
  }

  /** The name in an ARN, or the name itself. */
  public static String of(String nameOrArn) {
    int at = nameOrArn.startsWith(ARN_PREFIX) ? nameOrArn.indexOf(IN_ARN) : -1;
    if (at < 0) {
      return nameOrArn;
    }
    String rest = nameOrArn.substring(at + IN_ARN.length());
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }

  private static void check(String name, String member, int shortest) {
    Constraints constraints = new Constraints();
    if (name == null) {
      constraints.violated(null, member, "Member must not be null");
    } else if (name.length() < shortest) {
      constraints.violated(
          name, member, "Member must have length greater than or equal to " + shortest);
    } else if (!name.startsWith(ARN_PREFIX) && name.length() > LONGEST) {
      constraints.violated(
          name, member, "Member must have length less than or equal to " + LONGEST);
    } else if (!name.startsWith(ARN_PREFIX) && !NAME.matcher(name).matches()) {
      constraints.violated(
          name, member, "Member must satisfy regular expression pattern: " + NAME.pattern());
    }
    constraints.check();
  }
}
