package dev.messina.verification.check;

import java.time.Duration;

/**
 * When a verification ends.
 *
 * @param generations at most, above zero
 * @param patience how long after the pass the frontier is waited for
 * @param openMost so many open differences end the pass
 * @param continuous whether it goes on when all is verified, until there were so many generations
 */
public record Limits(int generations, Duration patience, int openMost, boolean continuous) {}
