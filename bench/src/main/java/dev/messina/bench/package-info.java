/**
 * Measures what a part of the line costs, with JMH. Looks at every other module through its public
 * face; nothing depends on it.
 */
package dev.messina.bench;
