package dev.messina.source.aws;

import java.time.DateTimeException;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.utils.DateUtils;

/** Hands the Date of every answer, refusals included, to the clock. */
record ServerDates(ServerClock clock) implements ExecutionInterceptor {

  private static final ExecutionAttribute<Long> SENT = new ExecutionAttribute<>("MessinaSent");

  @Override
  public void beforeTransmission(Context.BeforeTransmission call, ExecutionAttributes attributes) {
    attributes.putAttribute(SENT, clock.ticks());
  }

  @Override
  public void afterTransmission(Context.AfterTransmission call, ExecutionAttributes attributes) {
    Optional<String> date = call.httpResponse().firstMatchingHeader("Date");
    Long sent = attributes.getAttribute(SENT);
    if (date.isEmpty() || sent == null) {
      return;
    }
    try {
      clock.observe(DateUtils.parseRfc822Date(date.get()), sent);
    } catch (DateTimeException e) {
      // A date that cannot be read is as good as none: the clock goes on as it was.
      return;
    }
  }
}
