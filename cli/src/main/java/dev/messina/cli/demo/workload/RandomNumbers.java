package dev.messina.cli.demo.workload;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/** Numbers as DynamoDB takes them: decimal text of at most 38 digits. */
final class RandomNumbers {

  private static final int DIGITS_MAX = 38;

  private static final List<String> AWKWARD_DECIMALS =
      List.of(
          "0",
          "-0",
          "0.0",
          "1.50",
          "1E3",
          "-1E-7",
          "1E125",
          "-1E125",
          "1E-130",
          "-1E-130",
          "9.9999999999999999999999999999999999999E125",
          "-12345678901234567890123456789012345678",
          "1234567890.1234567890123456789012345678",
          "0.1",
          "9007199254740993");

  private static final List<String> AWKWARD_INTEGERS =
      List.of("0", "-0", "1.0", "10E-1", "1E37", "-1E37", "99999999999999999999999999999999999999");

  private RandomNumbers() {}

  static String decimal(RandomGenerator random) {
    if (random.nextInt(4) == 0) {
      return AWKWARD_DECIMALS.get(random.nextInt(AWKWARD_DECIMALS.size()));
    }
    return new BigDecimal(digits(random), random.nextInt(-6, 20)).toString();
  }

  static String integer(RandomGenerator random) {
    return random.nextInt(4) == 0
        ? AWKWARD_INTEGERS.get(random.nextInt(AWKWARD_INTEGERS.size()))
        : digits(random).toString();
  }

  static String bigint(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0 -> Long.toString(Long.MAX_VALUE);
      case 1 -> Long.toString(Long.MIN_VALUE);
      default -> Long.toString(random.nextLong() >> random.nextInt(64));
    };
  }

  static String int32(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0 -> Integer.toString(Integer.MAX_VALUE);
      case 1 -> Integer.toString(Integer.MIN_VALUE);
      default -> Integer.toString(random.nextInt() >> random.nextInt(32));
    };
  }

  /** Eighths, which binary floating point holds exactly. */
  static String binaryFraction(RandomGenerator random) {
    return new BigDecimal(random.nextLong(-1L << 40, 1L << 40))
        .divide(BigDecimal.valueOf(8))
        .toPlainString();
  }

  private static BigInteger digits(RandomGenerator random) {
    int count = 1 + random.nextInt(DIGITS_MAX);
    StringBuilder digits = new StringBuilder(random.nextBoolean() ? "-" : "");
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return new BigInteger(digits.toString());
  }
}
