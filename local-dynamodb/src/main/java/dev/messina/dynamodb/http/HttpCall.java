package dev.messina.dynamodb.http;

import java.util.function.UnaryOperator;

/**
 * A request that was read to its end.
 *
 * @param header the value of a header by its name in any case; null if there is none
 */
public record HttpCall(String method, String path, UnaryOperator<String> header, byte[] body) {}
