package dev.messina.verification.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How things stood after a generation.
 *
 * @param number from 1 on
 * @param at when it ended
 * @param verifiedUntil all changes up to here were applied and looked at; empty if that is unknown
 * @param open how many differences were open, settled ones included
 * @param settled how many of them count
 * @param changes how many changes of the topic were looked at since the beginning
 * @param took how long it took
 */
public record Generation(
    int number,
    Instant at,
    Optional<Instant> verifiedUntil,
    long open,
    long settled,
    long changes,
    Duration took) {}
