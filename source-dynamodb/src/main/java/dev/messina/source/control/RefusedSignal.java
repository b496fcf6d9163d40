package dev.messina.source.control;

/**
 * A record of the control topic that looks like a signal and is none that can be followed.
 *
 * @param id its coordinates, since what it says of itself is not to be trusted
 * @param position {@code PARTITION@OFFSET}
 * @param timestampMillis when it was written, in milliseconds since 1970
 * @param reason why, without a value of it
 */
public record RefusedSignal(String id, String position, long timestampMillis, String reason) {}
