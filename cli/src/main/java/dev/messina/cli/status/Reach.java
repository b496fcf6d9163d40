package dev.messina.cli.status;

import dev.messina.verification.frontier.Frontier;
import java.time.Instant;
import java.util.Optional;

/**
 * Up to when the changes of a table have come how far.
 *
 * @param onTopic all before it are on the topic; empty if that is not known
 * @param applied all before it are in the target, or dead-lettered
 */
public record Reach(Optional<Instant> onTopic, Frontier.Reading applied) {}
