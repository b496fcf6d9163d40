package dev.messina.source.metrics;

import java.util.function.Function;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/**
 * One thing that can be asked.
 *
 * @param name as Debezium calls it, where it has it
 * @param text what it means, with its unit, for people
 * @param inConnect whether it is a metric of the Connect worker too; only numbers can be
 * @param value safe to ask from any thread; never a part of an item
 */
public record Metric<T>(
    String name, OpenType<?> type, String text, boolean inConnect, Function<T, Object> value) {

  static <T> Metric<T> count(String name, String text, Function<T, Long> value) {
    return new Metric<>(name, SimpleType.LONG, text, false, value::apply);
  }

  static <T> Metric<T> decimal(String name, String text, Function<T, Double> value) {
    return new Metric<>(name, SimpleType.DOUBLE, text, false, value::apply);
  }

  static <T> Metric<T> flag(String name, String text, Function<T, Boolean> value) {
    return new Metric<>(name, SimpleType.BOOLEAN, text, false, value::apply);
  }

  static <T> Metric<T> words(String name, String text, Function<T, String> value) {
    return new Metric<>(name, SimpleType.STRING, text, false, value::apply);
  }

  /** This one as a metric of the Connect worker as well. */
  Metric<T> alsoInConnect() {
    return new Metric<>(name, type, text, true, value);
  }
}
