package dev.messina.verification.check;

/**
 * How hard both sides are read.
 *
 * @param readUnits of DynamoDB a second, at most; 0 for no limit
 * @param rows of the target a second, at most; 0 for no limit
 * @param segments of the scan that are read at the same time, above zero
 * @param pageItems how many items a page of a scan has, at most
 */
public record Rates(double readUnits, double rows, int segments, int pageItems) {}
