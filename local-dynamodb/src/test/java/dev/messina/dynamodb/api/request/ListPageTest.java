package dev.messina.dynamodb.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListPageTest {

  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  @Test
  void pagesGoOnAfterTheLastName() {
    assertThat(page(Optional.empty(), 3))
        .isEqualTo(new ListPage<>(List.of("a", "b", "c"), Optional.of("c")));
    assertThat(page(Optional.of("c"), 3)).isEqualTo(new ListPage<>(List.of("d"), Optional.empty()));
  }

  @Test
  void aFullPageThatIsTheLastHasNoNextOne() {
    assertThat(page(Optional.of("b"), 2))
        .isEqualTo(new ListPage<>(List.of("c", "d"), Optional.empty()));
    assertThat(page(Optional.of("d"), 2)).isEqualTo(new ListPage<>(List.of(), Optional.empty()));
  }

  private static ListPage<String> page(Optional<String> start, int most) {
    return ListPage.of(NAMES.stream(), name -> name, start, most);
  }
}
