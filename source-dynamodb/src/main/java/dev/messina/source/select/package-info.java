/**
 * Which tables there are: looks for them by name or tag, and goes on looking while the connector
 * runs. Works for the connector, not for its tasks; asks through {@code aws}.
 */
package dev.messina.source.select;
