package dev.messina.dynamodb.api;

/** Stands between the requests and the operations, to let faults happen. */
public interface Interceptor {

  /** Lets every call through. */
  Interceptor NONE = (call, operation) -> operation.answer(call);

  /**
   * @return the body of the answer, the operation's own or another
   * @throws dev.messina.dynamodb.error.ApiException the operation's own or another
   */
  byte[] around(Call call, Operation operation);
}
