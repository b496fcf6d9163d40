/**
 * Which row an item must have: the sink's own transforms, as they are deployed, and then the type
 * of each column.
 */
package dev.messina.verification.expect;
