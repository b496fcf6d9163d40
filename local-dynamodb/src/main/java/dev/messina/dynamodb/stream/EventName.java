package dev.messina.dynamodb.stream;

/** What a change did to its item. */
public enum EventName {
  INSERT,
  MODIFY,
  REMOVE
}
