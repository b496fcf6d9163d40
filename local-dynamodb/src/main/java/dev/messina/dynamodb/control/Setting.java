package dev.messina.dynamodb.control;

import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.json.JsonWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One of the settings that a record of them has, under the name that the control API and the
 * command line know it by. Its value is a {@link Duration}, an {@link Integer} or a {@link
 * Boolean}.
 *
 * @param <S> the record
 * @param name in camel case
 * @param meaning what it says, as part of a sentence
 */
public record Setting<S>(String name, String meaning, Function<S, Object> get, Change<S> change) {

  /** Puts a value in the place of another. */
  interface Change<S> {

    /**
     * @throws IllegalArgumentException if the value makes no sense
     */
    S to(S settings, Object value);
  }

  static <S> Setting<S> time(
      String name, String meaning, Function<S, Duration> get, BiFunction<S, Duration, S> set) {
    return new Setting<>(
        name, meaning, get::apply, (settings, value) -> set.apply(settings, (Duration) value));
  }

  static <S> Setting<S> number(
      String name, String meaning, Function<S, Integer> get, BiFunction<S, Integer, S> set) {
    return new Setting<>(
        name, meaning, get::apply, (settings, value) -> set.apply(settings, (Integer) value));
  }

  static <S> Setting<S> flag(
      String name, String meaning, Function<S, Boolean> get, BiFunction<S, Boolean, S> set) {
    return new Setting<>(
        name, meaning, get::apply, (settings, value) -> set.apply(settings, (Boolean) value));
  }

  /**
   * With the value that a text says.
   *
   * @throws IllegalArgumentException if it is not of the setting's type
   * @throws java.time.format.DateTimeParseException if a time is not as in {@code PT4H}
   */
  public S parse(S settings, String text) {
    Object before = get.apply(settings);
    if (before instanceof Duration) {
      return change.to(settings, Duration.parse(text));
    }
    if (before instanceof Integer) {
      return change.to(settings, Integer.valueOf(text));
    }
    return change.to(settings, flag(text));
  }

  /**
   * @throws IllegalArgumentException if it is neither {@code true} nor {@code false}
   */
  public static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("Neither true nor false: " + text);
    };
  }

  /** With what a request names; the rest stays as it was. */
  static <S> S read(List<Setting<S>> all, Parameters json, S before) {
    S next = before;
    for (Setting<S> setting : all) {
      Optional<Object> value = setting.value(json, setting.get.apply(before));
      if (value.isPresent()) {
        next = setting.change.to(next, value.get());
      }
    }
    return next;
  }

  static <S> void write(List<Setting<S>> all, JsonWriter json, S settings) {
    json.beginObject();
    for (Setting<S> setting : all) {
      Object value = setting.get.apply(settings);
      json.name(setting.name).tree(value instanceof Duration ? value.toString() : value);
    }
    json.endObject();
  }

  private Optional<Object> value(Parameters json, Object before) {
    if (before instanceof Duration) {
      return json.text(name).map(Duration::parse);
    }
    if (before instanceof Integer) {
      return json.number(name).map(Math::toIntExact);
    }
    return json.flag(name).map(Boolean.class::cast);
  }
}
