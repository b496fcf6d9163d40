package dev.messina.plugin;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Adds options of one group to a {@link ConfigDef}. Each option ends with its text:
 *
 * <pre>{@code
 * Options.of("Writing", definition)
 *     .option("batch.max.rows", Type.INT, 32)
 *     .valid(Range.between(1, 1_000))
 *     .shown(4, Width.SHORT, "Rows in a batch")
 *     .doc("How many rows may leave as one request.")
 * }</pre>
 */
public final class Options {

  private final String group;
  private final ConfigDef definition;

  private Options(String group, ConfigDef definition) {
    this.group = group;
    this.definition = definition;
  }

  /**
   * @param group of the options, as forms show it
   * @param definition to which they are added
   */
  public static Options of(String group, ConfigDef definition) {
    return new Options(group, definition);
  }

  /**
   * Begins an option.
   *
   * @param usual the value if none is given; null if there is none then, {@link
   *     ConfigDef#NO_DEFAULT_VALUE} if one must be given
   */
  public Option option(String name, Type type, Object usual) {
    return new Option(name, type, usual);
  }

  /** The definition with all that was added. */
  public ConfigDef definition() {
    return definition;
  }

  /**
   * An option that is not complete before {@link #doc}. Of medium importance if nothing is said.
   */
  public final class Option {

    private final String name;
    private final Type type;
    private final Object usual;
    private Validator validator;
    private Recommender recommender;
    private List<String> dependents = List.of();
    private Importance importance = Importance.MEDIUM;
    private int order = -1;
    private Width width = Width.MEDIUM;
    private String label;

    private Option(String name, Type type, Object usual) {
      this.name = name;
      this.type = type;
      this.usual = usual;
      this.label = name;
    }

    /** Which values are taken; all of the type if nothing is said. */
    public Option valid(Validator taken) {
      validator = taken;
      return this;
    }

    /** Which values a form offers, and whether it shows the option. */
    public Option recommended(Recommender offered) {
      recommender = offered;
      return this;
    }

    /** Options that mean something only with this one. */
    public Option leadsTo(String... options) {
      dependents = List.of(options);
      return this;
    }

    public Option high() {
      importance = Importance.HIGH;
      return this;
    }

    public Option low() {
      importance = Importance.LOW;
      return this;
    }

    /**
     * How a form shows it.
     *
     * @param place within the group, from 1
     */
    public Option shown(int place, Width field, String title) {
      order = place;
      width = field;
      label = title;
      return this;
    }

    /** Adds the option, with what it means. */
    public Options doc(String text) {
      definition.define(
          name,
          type,
          usual,
          validator,
          importance,
          text,
          group,
          order,
          width,
          label,
          dependents,
          recommender);
      return Options.this;
    }
  }
}
