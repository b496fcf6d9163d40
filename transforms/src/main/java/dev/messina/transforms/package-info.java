/**
 * Turns change records into row records, inside Kafka Connect. Before it stands {@code
 * dev.messina.record}, which reads the change; after it any sink that takes key, columns and a null
 * value for a delete.
 */
package dev.messina.transforms;
