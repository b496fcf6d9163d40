package dev.messina.dynamodb.table;

import dev.messina.dynamodb.error.ApiException;

/**
 * Says whether units of capacity may be used. Asked before every write and every answer to a read.
 */
public interface Throttle {

  /** Lets everything through. */
  Throttle NONE = use -> {};

  /**
   * @throws ApiException if not now: {@code ProvisionedThroughputExceededException}, {@code
   *     ThrottlingException} or {@code RequestLimitExceeded}
   */
  void admit(CapacityUse use);
}
