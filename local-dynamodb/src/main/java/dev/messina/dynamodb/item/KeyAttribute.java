package dev.messina.dynamodb.item;

/** One attribute of a key. */
public record KeyAttribute(String name, KeyType type) {}
