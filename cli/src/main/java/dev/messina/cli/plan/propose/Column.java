package dev.messina.cli.plan.propose;

import java.util.Optional;

/**
 * A column that is proposed.
 *
 * @param name in the server's own spelling
 * @param type as it stands in CREATE TABLE
 * @param attribute whose values it takes
 * @param form the mapping's {@code as}; empty for its default
 * @param conversion of the sink's {@code column.conversions}; empty for none
 */
record Column(
    String name,
    String type,
    String attribute,
    Optional<String> form,
    Optional<String> conversion) {

  static Column plain(String name, String type, String attribute) {
    return new Column(name, type, attribute, Optional.empty(), Optional.empty());
  }

  Column as(String formOfNested) {
    return new Column(name, type, attribute, Optional.of(formOfNested), conversion);
  }

  Column converted(String choice) {
    return new Column(name, type, attribute, form, Optional.of(choice));
  }
}
