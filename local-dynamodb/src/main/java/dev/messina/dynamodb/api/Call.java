package dev.messina.dynamodb.api;

import java.time.Instant;
import java.util.Map;

/**
 * One request to one operation.
 *
 * @param operation its name, with the service it belongs to, as {@code X-Amz-Target} spells it:
 *     {@code DynamoDB_20120810.PutItem}
 * @param body the request as a tree of {@link dev.messina.dynamodb.json.JsonTree}
 * @param region that the request is signed for
 * @param at when it came in, by the server's clock
 */
public record Call(String operation, Map<String, Object> body, String region, Instant at) {}
