package dev.messina.verification.topic;

import dev.messina.verification.item.ItemKey;
import java.util.Map;
import java.util.Optional;

/**
 * A record of the data topic.
 *
 * @param item whose change it is
 * @param key as a converter of JSON without schemas gives it
 * @param value the envelope, likewise; empty for a tombstone
 * @param operation {@code r}, {@code c}, {@code u} or {@code d}
 */
public record TopicChange(
    ItemKey item, Map<String, Object> key, Optional<Map<String, Object>> value, String operation) {}
