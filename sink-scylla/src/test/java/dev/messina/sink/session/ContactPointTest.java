package dev.messina.sink.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.sink.session.SessionSettings.ContactPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactPointTest {

  @Test
  void readsHostAndPort() {
    assertThat(ContactPoint.parse(" node1:9042 ")).isEqualTo(new ContactPoint("node1", 9042));
    assertThat(ContactPoint.parse("[::1]:9042")).isEqualTo(new ContactPoint("::1", 9042));
    assertThat(ContactPoint.parse("[::1]:9042")).hasToString("[::1]:9042");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "node1", "::1:9042", "node1:port", "node1:70000", "a b:1", ":9042"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> ContactPoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be a list of host:port, such as node1:9042,node2:9042 or [::1]:9042");
  }
}
