package dev.messina.dynamodb.stream;

import dev.messina.dynamodb.item.KeySchema;

/** What a stream knows of its table. */
public record StreamSource(
    String tableName, String tableArn, KeySchema keySchema, StreamViewType viewType) {}
