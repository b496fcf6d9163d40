package dev.messina.bench.sink;

/**
 * How much is measured.
 *
 * @param warmUps rounds that do not count
 * @param counted rounds that do
 * @param rows of each sample
 */
record Rounds(int warmUps, int counted, int rows) {

  static final Rounds QUICK = new Rounds(3, 5, 100_000);
  static final Rounds THOROUGH = new Rounds(3, 9, 300_000);
}
