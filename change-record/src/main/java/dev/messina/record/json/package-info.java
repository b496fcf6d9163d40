/**
 * DynamoDB JSON, the notation of items on the topic: its grammar, items read straight to their
 * canonical text, to values or to trees, and trees written. Knows nothing of records, nor of any
 * client of DynamoDB. Shared by whoever writes or reads it.
 */
package dev.messina.record.json;
