package dev.messina.source.position;

import static java.util.Objects.requireNonNull;

/**
 * Which topics the committed state of a table belongs to. Kafka gives every topic an id, which one
 * that is made anew under the same name does not share.
 *
 * @param topic the topic of the table's changes
 * @param topicId Kafka's id of it, empty as long as it is not known
 * @param control the control topic, in which signals have positions
 * @param controlId Kafka's id of it, empty as long as it is not known
 */
public record TopicPosition(String topic, String topicId, String control, String controlId)
    implements SourcePosition {

  public TopicPosition {
    requireNonNull(topic, "topic");
    requireNonNull(topicId, "topicId");
    requireNonNull(control, "control");
    requireNonNull(controlId, "controlId");
  }

  /** The same, with the ids that were not known yet. */
  public TopicPosition learnt(String newTopicId, String newControlId) {
    return new TopicPosition(
        topic,
        topicId.isEmpty() ? newTopicId : topicId,
        control,
        controlId.isEmpty() ? newControlId : controlId);
  }
}
