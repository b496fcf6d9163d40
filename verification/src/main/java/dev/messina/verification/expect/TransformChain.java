package dev.messina.verification.expect;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * The transforms of a sink, configured by its deployed options and run in their order, each under
 * its predicate, as a Connect worker does.
 */
public final class TransformChain implements AutoCloseable {

  private static final List<String> PACKAGES =
      List.of(
          "",
          "dev.messina.transforms.",
          "org.apache.kafka.connect.transforms.",
          "org.apache.kafka.connect.transforms.predicates.");

  private final List<Stage> stages = new ArrayList<>();

  private record Stage(
      Transformation<SinkRecord> transform,
      Optional<Predicate<SinkRecord>> predicate,
      boolean negated) {

    SinkRecord apply(SinkRecord record) {
      boolean applies = predicate.isEmpty() || predicate.get().test(record) != negated;
      return applies ? transform.apply(record) : record;
    }
  }

  /**
   * Loads the classes that the options name.
   *
   * @throws IllegalArgumentException if one is not known here or refuses its options
   */
  public TransformChain(Deployed sink) {
    for (String alias : sink.list("transforms")) {
      String prefix = "transforms." + alias + ".";
      Map<String, String> options = sink.withPrefix(prefix);
      options.forEach((option, value) -> requireReadable(sink, prefix + option, value));
      String predicate = options.remove("predicate");
      boolean negated = Boolean.parseBoolean(options.remove("negate"));
      Transformation<SinkRecord> transform = transform(sink, prefix, options);
      stages.add(
          new Stage(
              transform, Optional.ofNullable(predicate).map(one -> predicate(sink, one)), negated));
    }
  }

  private static void requireReadable(Deployed sink, String option, String value) {
    if (value.contains("${")) {
      throw new IllegalArgumentException(
          "Connector %s has %s from a config provider, which only its worker can read%s."
              .formatted(
                  sink.name(),
                  option,
                  option.endsWith(".mapping") ? "; give the document with --mapping" : ""));
    }
  }

  @SuppressWarnings("unchecked")
  private static Transformation<SinkRecord> transform(
      Deployed sink, String prefix, Map<String, String> options) {
    Transformation<SinkRecord> transform =
        (Transformation<SinkRecord>) instance(sink, prefix + "type", Transformation.class);
    configure(sink, prefix, () -> transform.configure(options));
    return transform;
  }

  @SuppressWarnings("unchecked")
  private static Predicate<SinkRecord> predicate(Deployed sink, String alias) {
    String prefix = "predicates." + alias + ".";
    Predicate<SinkRecord> predicate =
        (Predicate<SinkRecord>) instance(sink, prefix + "type", Predicate.class);
    configure(sink, prefix, () -> predicate.configure(new HashMap<>(sink.withPrefix(prefix))));
    return predicate;
  }

  private static void configure(Deployed sink, String prefix, Runnable configuration) {
    try {
      configuration.run();
    } catch (KafkaException refused) {
      throw new IllegalArgumentException(
          "Connector %s: the options %s* are refused: %s"
              .formatted(sink.name(), prefix, refused.getMessage()),
          refused);
    }
  }

  private static Object instance(Deployed sink, String option, Class<?> kind) {
    String type = sink.text(option, "none");
    Class<?> found =
        PACKAGES.stream()
            .flatMap(prefix -> load(prefix + type))
            .filter(kind::isAssignableFrom)
            .findFirst()
            .orElseThrow(() -> unknown(sink, option, type));
    try {
      return found.getDeclaredConstructor().newInstance();
    } catch (InvocationTargetException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException noPlugin) {
      throw new IllegalArgumentException(
          "Connector %s: class %s of %s cannot be made.".formatted(sink.name(), type, option),
          noPlugin);
    }
  }

  private static Stream<Class<?>> load(String name) {
    try {
      return Stream.of(Class.forName(name));
    } catch (ClassNotFoundException notHere) {
      return Stream.empty();
    }
  }

  private static IllegalArgumentException unknown(Deployed sink, String option, String type) {
    return new IllegalArgumentException(
        "Connector %s: class %s of %s is not known here, so nobody can say which rows it makes."
            .formatted(sink.name(), type, option));
  }

  /** What becomes of a record; empty if a transform drops it. */
  public Optional<SinkRecord> apply(SinkRecord record) {
    SinkRecord current = record;
    for (Stage stage : stages) {
      current = stage.apply(current);
      if (current == null) {
        return Optional.empty();
      }
    }
    return Optional.of(current);
  }

  @Override
  public void close() {
    for (Stage stage : stages) {
      stage.transform.close();
      stage.predicate.ifPresent(Predicate::close);
    }
  }
}
