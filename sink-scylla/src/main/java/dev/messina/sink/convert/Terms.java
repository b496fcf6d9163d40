package dev.messina.sink.convert;

import java.util.EnumSet;
import java.util.Set;

/**
 * On what terms a column's values are converted.
 *
 * @param choices what the user has chosen for the column
 * @param inKey whether the column is of the primary key, where each value has one form
 * @param unknown what becomes of fields that a user-defined type in it lacks
 */
public record Terms(Set<ConversionChoice> choices, boolean inKey, UnknownColumns unknown) {

  public Terms {
    choices = Set.copyOf(choices);
  }

  public static Terms of(Set<ConversionChoice> choices) {
    return new Terms(choices, false, UnknownColumns.failing());
  }

  public static Terms ofKey(Set<ConversionChoice> choices) {
    return new Terms(choices, true, UnknownColumns.failing());
  }

  boolean emptyIsNull() {
    return choices.contains(ConversionChoice.EMPTY_AS_NULL);
  }

  /** The terms of a collection's members, which cannot be null. */
  Terms ofMembers() {
    if (!emptyIsNull()) {
      return this;
    }
    Set<ConversionChoice> others = EnumSet.copyOf(choices);
    others.remove(ConversionChoice.EMPTY_AS_NULL);
    return new Terms(others, inKey, unknown);
  }
}
