package dev.messina.source.control;

/**
 * Kafka as a task sees it. Everything here is used from the task's own thread, except what asks
 * about topics.
 *
 * @param topics asks about topics; may take seconds
 */
public record Kafka(
    ControlRecords control,
    Outbox outbox,
    Notifications notifications,
    TopicQuestions topics,
    SignalFeed signals,
    Heartbeats heartbeats) {}
