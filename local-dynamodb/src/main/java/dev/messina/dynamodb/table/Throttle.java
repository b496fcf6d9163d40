package dev.messina.dynamodb.table;

import dev.messina.dynamodb.error.ApiException;
import java.util.List;
import java.util.Map;

/**
 * Says whether units of capacity may be used. Asked before every write and every answer to a read.
 */
public interface Throttle {

  /** Lets everything through. */
  Throttle NONE = uses -> Map.of();

  /**
   * Takes the capacity of a whole request, or none of it. What one request uses may overdraw what
   * there is.
   *
   * @return the uses that are refused now, with the errors that say so: {@code
   *     ProvisionedThroughputExceededException}, {@code ThrottlingException} or {@code
   *     RequestLimitExceeded}; empty if the capacity is taken
   */
  Map<CapacityUse, ApiException> admit(List<CapacityUse> uses);

  /**
   * @throws ApiException if it is refused
   */
  default void admit(CapacityUse use) {
    ApiException refusal = admit(List.of(use)).get(use);
    if (refusal != null) {
      throw refusal;
    }
  }
}
