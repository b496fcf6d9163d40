/**
 * Measures the sink against a bare loop of the same driver, each in a process of its own, that
 * write the same rows to one real server by turns. Beside that, what the sink itself costs when the
 * server acknowledges at once.
 */
package dev.messina.bench.sink;
