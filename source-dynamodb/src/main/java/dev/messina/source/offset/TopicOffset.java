package dev.messina.source.offset;

import static java.util.Objects.requireNonNull;

/**
 * Which topics the committed state of a table belongs to. Kafka gives every topic an id, which one
 * that is made again under the same name does not share.
 *
 * @param topic the topic of the table's changes
 * @param topicId Kafka's id of it, empty as long as it is not known
 * @param control the control topic, in which signals have positions
 * @param controlId Kafka's id of it, empty as long as it is not known
 */
public record TopicOffset(String topic, String topicId, String control, String controlId)
    implements SourceOffset {

  public TopicOffset {
    requireNonNull(topic, "topic");
    requireNonNull(topicId, "topicId");
    requireNonNull(control, "control");
    requireNonNull(controlId, "controlId");
  }

  /** The same, with the ids that were not known yet. */
  public TopicOffset learnt(String newTopicId, String newControlId) {
    return new TopicOffset(
        topic,
        topicId.isEmpty() ? newTopicId : topicId,
        control,
        controlId.isEmpty() ? newControlId : controlId);
  }

  @Override
  public <T> T fold(Kinds<T> kinds) {
    return kinds.topic(this);
  }
}
