/**
 * Up to which time every change at the source is known to be applied in the target. What cannot be
 * read is unknown, and unknown excuses nothing for good.
 */
package dev.messina.verification.frontier;
