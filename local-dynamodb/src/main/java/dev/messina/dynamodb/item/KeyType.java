package dev.messina.dynamodb.item;

/** The types that a key's attributes may have. */
public enum KeyType {
  S,
  N,
  B
}
