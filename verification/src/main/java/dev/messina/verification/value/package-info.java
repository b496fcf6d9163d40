/**
 * What a row's value is as a column's type, and when two such values are the same. Written from
 * docs/types.md; shares no code with the sink, so that it can find the sink's mistakes.
 */
package dev.messina.verification.value;
