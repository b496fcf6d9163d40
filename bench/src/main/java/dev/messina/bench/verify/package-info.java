/**
 * What a full pass of a verification costs, beside the loop that other validators are: one thread
 * that reads an item, reads its row, and compares.
 */
package dev.messina.bench.verify;
