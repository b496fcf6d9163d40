package dev.messina.verification.reverse;

/**
 * A value of an item that its row does not say.
 *
 * @param attribute its path; the column's name where a column holds what no attribute is
 * @param column that holds it
 * @param value of the item in DynamoDB JSON; empty if it has none
 */
public record Unlike(String attribute, String column, String value) {}
