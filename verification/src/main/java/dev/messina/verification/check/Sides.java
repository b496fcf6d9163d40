package dev.messina.verification.check;

import dev.messina.verification.expect.Expectation;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.row.TargetRows;

/** What is compared with what. */
public record Sides(SourceItems items, TargetRows rows, Expectation expectation) {}
