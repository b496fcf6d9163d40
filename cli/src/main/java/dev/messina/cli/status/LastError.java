package dev.messina.cli.status;

import java.time.Instant;
import java.util.Optional;

/**
 * What went wrong last.
 *
 * @param at when, if that is known
 * @param where which connector, task or dead letter
 * @param cause what its trace says; of a dead letter the exception's class, whose message may hold
 *     values where others have written it
 */
public record LastError(Optional<Instant> at, String where, String cause) {}
