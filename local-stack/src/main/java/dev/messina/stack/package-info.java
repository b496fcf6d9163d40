/**
 * Runs the real services of a migration as local processes: the demo, the end-to-end tests and the
 * benchmarks stand on it. {@link dev.messina.stack.LocalStack} is the entrance; the few classes
 * that run inside the services' own processes are in {@code dev.messina.stack.child}.
 */
package dev.messina.stack;
