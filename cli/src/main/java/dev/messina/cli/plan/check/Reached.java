package dev.messina.cli.plan.check;

/**
 * A service that answers.
 *
 * @param service as {@code DynamoDB}
 * @param place its address, or the region
 * @param roundTripMs how long one request took
 * @param says what it tells of itself
 */
public record Reached(String service, String place, long roundTripMs, String says) {}
