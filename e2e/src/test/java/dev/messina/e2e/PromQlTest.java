package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQlTest {

  @Test
  void findsEveryMetricAndNothingElse() {
    String query =
        """
        max by (server, table) (a_ms{table=~"$t, x"} >= 0) / 1000 > 3e2
          and on(server) sum by (x) (rate(b_total[$__rate_interval]))
          or (c unless c offset 1h) + histogram_quantile(0.9, d:e)""";
    assertThat(new PromQl(query).metrics()).containsExactly("a_ms", "b_total", "c", "d:e");
  }

  @Test
  void readsTheQueryOfADashboardsVariable() {
    assertThat(new PromQl("label_values(up{job=\"x\"}, instance)").metrics()).containsExactly("up");
  }
}
