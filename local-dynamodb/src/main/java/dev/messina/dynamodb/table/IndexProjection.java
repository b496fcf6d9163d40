package dev.messina.dynamodb.table;

import java.util.List;

/**
 * Which attributes an index holds beside the keys.
 *
 * @param type {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}
 */
public record IndexProjection(String type, List<String> nonKeyAttributes) {

  public boolean isAll() {
    return type.equals("ALL");
  }
}
