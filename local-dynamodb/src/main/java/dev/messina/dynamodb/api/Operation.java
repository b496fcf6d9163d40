package dev.messina.dynamodb.api;

/** One operation of the API. Used by several threads at the same time. */
public interface Operation {

  /**
   * @return the body of the answer
   * @throws dev.messina.dynamodb.error.ApiException what AWS would answer
   */
  byte[] answer(Call call);
}
