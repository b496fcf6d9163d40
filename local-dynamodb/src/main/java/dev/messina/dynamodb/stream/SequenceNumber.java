package dev.messina.dynamodb.stream;

import java.math.BigInteger;

/**
 * A sequence number of 21 to 39 digits. Only those of one shard can be compared.
 *
 * @param head the digits before the last twenty, at least one
 * @param tail the last twenty digits
 */
public record SequenceNumber(long head, long tail) implements Comparable<SequenceNumber> {

  private static final int TAIL_DIGITS = 20;
  private static final BigInteger TAIL_END = BigInteger.TEN.pow(TAIL_DIGITS);
  private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

  /** As requests spell it; what is higher than any that is given out stands for the highest. */
  public static SequenceNumber parse(String digits) {
    BigInteger[] parts = new BigInteger(digits).divideAndRemainder(TAIL_END);
    return new SequenceNumber(parts[0].min(HIGHEST).longValue(), parts[1].min(HIGHEST).longValue());
  }

  @Override
  public int compareTo(SequenceNumber other) {
    int byHead = Long.compare(head, other.head);
    return byHead != 0 ? byHead : Long.compare(tail, other.tail);
  }

  @Override
  public String toString() {
    String last = Long.toString(tail);
    return head + "0".repeat(TAIL_DIGITS - last.length()) + last;
  }
}
