package dev.messina.cli.dlq;

/** A dead letter, and what it still means. */
public record Judged(Letter letter, State state) {}
