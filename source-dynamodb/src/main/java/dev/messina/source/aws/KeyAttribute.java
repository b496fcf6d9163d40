package dev.messina.source.aws;

import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * An attribute of a table's key.
 *
 * @param type S, N or B
 */
public record KeyAttribute(String name, ScalarAttributeType type) {}
