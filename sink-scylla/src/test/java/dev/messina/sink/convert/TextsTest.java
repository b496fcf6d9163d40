package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "what? \uD83D\uDE00", "\u0000", "\u05E9\u05DC\u05D5\u05DD"})
  void wellFormedTextStaysAsItIs(String text) {
    assertThat(Texts.toText(text)).isEqualTo(text);
  }

  @Test
  void halfASurrogatePairIsRefusedBesideAQuestionMarkToo() {
    assertThatThrownBy(() -> Texts.toText("\uD83D")).isInstanceOf(Unconvertible.class);
    assertThatThrownBy(() -> Texts.toText("what? \uDE00")).isInstanceOf(Unconvertible.class);
  }
}
