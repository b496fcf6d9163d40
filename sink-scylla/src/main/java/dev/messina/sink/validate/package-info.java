/**
 * The configuration as a whole, and all that can be found wrong with it before a record arrives:
 * options, transforms, topics, cluster, tables. A task that opens a table asks the same of it.
 */
package dev.messina.sink.validate;
