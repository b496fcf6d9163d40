package dev.messina.sink.topic;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/** Why a task must stop, and the ways out. */
final class TopicStops {

  private final String connector;

  TopicStops(String connector) {
    this.connector = connector;
  }

  ConnectException wentBack(TopicPartition partition, long first, long position) {
    return new ConnectException(
        "The consumer of "
            + partition
            + " went back to offset "
            + first
            + ", but had come to offset "
            + position
            + ": the topic was deleted and created again, or the end of its log was lost. Records"
            + " that were not read yet may be gone. If the topic is another: "
            + readAgain()
            + newSnapshot()
            + " If it is the same, restart the task. See docs/sink.md.");
  }

  ConnectException anotherTopic(String topic) {
    return new ConnectException(
        "Topic '"
            + topic
            + "' is not the one that this sink has read: it was deleted and created again. Records"
            + " that were not read before are gone. "
            + readAgain()
            + newSnapshot()
            + " See docs/sink.md.");
  }

  ConnectException missingTopic(String topic) {
    return new ConnectException(
        "Topic '"
            + topic
            + "' was deleted. Records that were not read before are gone."
            + " If the sink is done with it, take it out of the connector's topics, or restart"
            + " the task. If it was created again: "
            + readAgain()
            + newSnapshot()
            + " See docs/sink.md.");
  }

  /**
   * @param from the first offset that is gone
   * @param start the first offset that is left
   */
  ConnectException deletedUnread(TopicPartition partition, long from, long start) {
    return new ConnectException(
        "Records of "
            + partition
            + " from offset "
            + from
            + " to "
            + (start - 1)
            + " were deleted before they were read (by retention, or DeleteRecords): their changes"
            + " are not in the table."
            + newSnapshot()
            + " To go on: "
            + readAgain()
            + " Or set the partition's offset to "
            + start
            + " (PATCH on the same path), which reads nothing again. See docs/sink.md.");
  }

  private String readAgain() {
    return "Stop the connector, delete its offsets (DELETE /connectors/"
        + connector
        + "/offsets) and resume it: what the topics have is read from their beginning, and what was"
        + " written already stays as it is.";
  }

  private static String newSnapshot() {
    return " What is gone only comes by a new snapshot (signal execute-snapshot), and deletes"
        + " by a sweep after it.";
  }
}
