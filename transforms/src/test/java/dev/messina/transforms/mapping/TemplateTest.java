package dev.messina.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  @ParameterizedTest
  @CsvSource({
    "USER#{id}, USER#1, {id=1}",
    "{a}#{b}, x#y#z, '{a=x, b=y#z}'",
    "{a}##{b}, x###y, '{a=x, b=#y}'",
    "{a}-v2, x-v2-v2, {a=x-v2}",
    "{a}@{a}, x@x, {a=x}",
    "PROFILE, PROFILE, {}",
    "'{{{a}}}', '{x}', {a=x}",
    "☃{a}🙂, ☃🙂🙂🙂, {a=🙂🙂}",
  })
  void takesTextsApart(String template, String text, String parts) {
    Map<String, String> found = new HashMap<>();

    assertThat(Template.parse(template).split(text, found)).isTrue();
    assertThat(found).hasToString(parts);
    assertThat(Template.parse(template).join(found::get)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "USER#{id}, USER#",
    "USER#{id}, user#1",
    "USER#{id}, xUSER#1",
    "{a}#{b}, x#",
    "{a}#{b}, '#x'",
    "{a}@{a}, x@y",
    "PROFILE, PROFILES",
    "{a}-v2, x-v3",
    "{a}-v2, -v2",
  })
  void refusesTextsOfAnotherForm(String template, String text) {
    assertThat(Template.parse(template).split(text, new HashMap<>())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "USER#{}, USER#1, {}",
    "{}#{b}, x#y#z, {b=y#z}",
    "{}@{}, x@y, {}",
    "{a}-{}-{c}, 1-2-3, '{a=1, c=3}'",
  })
  void capturesNothingWithoutAName(String template, String text, String parts) {
    Map<String, String> found = new HashMap<>();

    assertThat(Template.parse(template).split(text, found)).isTrue();
    assertThat(found).hasToString(parts);
    assertThat(Template.parse(template).hasWildcard()).isTrue();
    assertThat(Template.parse(template)).hasToString(template);
    assertThat(Template.parse("USER#{}").split("USER#", found))
        .as("at least one character")
        .isFalse();
  }

  @Property
  void splitsWhatItHasJoined(
      @ForAll @Size(min = 1, max = 4) List<@NotEmpty @AlphaChars String> parts) {
    Map<String, String> named = new HashMap<>();
    StringBuilder text = new StringBuilder("#");
    for (String part : parts) {
      String name = "part " + named.size();
      named.put(name, part);
      text.append('{').append(name).append("}#");
    }
    Template template = Template.parse(text.toString());
    Map<String, String> again = new HashMap<>();

    assertThat(template.split(template.join(named::get), again)).isTrue();
    assertThat(again).isEqualTo(named);
    assertThat(Template.parse(template.toString())).isEqualTo(template);
  }

  @Test
  void mustAgreeWithWhatOthersHaveCaptured() {
    Map<String, String> parts = new HashMap<>(Map.of("id", "1"));

    assertThat(Template.parse("SHOP#{id}").split("SHOP#2", parts)).isFalse();
    assertThat(Template.parse("SHOP#{id}").split("SHOP#1", parts)).isTrue();
  }
}
