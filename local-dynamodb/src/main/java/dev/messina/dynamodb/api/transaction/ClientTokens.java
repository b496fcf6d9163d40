package dev.messina.dynamodb.api.transaction;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.error.ErrorType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Lets a request with a token happen once within ten minutes, however often it comes. */
final class ClientTokens {

  private static final Duration LIFE = Duration.ofMinutes(10);

  private record Done(Map<String, Object> body, byte[] answer, Instant at) {}

  private final Map<String, Done> done = new HashMap<>();

  /**
   * @return the work's answer, now or then
   * @throws ApiException if the same token came with another request
   */
  synchronized byte[] once(String token, Call call, Supplier<byte[]> work) {
    done.values().removeIf(each -> each.at().plus(LIFE).isBefore(call.at()));
    Done before = done.get(token);
    if (before == null) {
      byte[] answer = work.get();
      done.put(token, new Done(call.body(), answer, call.at()));
      return answer;
    }
    if (!before.body().equals(call.body())) {
      throw new ApiException(
          ErrorType.IDEMPOTENT_PARAMETER_MISMATCH,
          "Another request with the same client token has different parameters");
    }
    return before.answer();
  }
}
