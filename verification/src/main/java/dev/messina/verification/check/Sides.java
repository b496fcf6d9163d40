package dev.messina.verification.check;

import dev.messina.verification.expect.Expectation;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.reverse.AsItems;
import dev.messina.verification.row.TargetRows;

/**
 * What is compared with what.
 *
 * @param expectation which row an item must have
 * @param back turns that row back
 */
public record Sides(SourceItems items, TargetRows rows, Expectation expectation, AsItems back) {}
