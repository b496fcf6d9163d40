package dev.messina.bench.sink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of a sample: each is made of its number alone, so that any process can make it. */
record SampleRows(Workload workload, int count) {

  private static final List<String> CITIES =
      List.of("Messina", "Reggio di Calabria", "Villa San Giovanni", "Milazzo", "Taormina");

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz      ";
  private static final int NOTE_LENGTH = 48;

  /** By turns few and most of the columns are missing: the sink writes the two differently. */
  private static final int FEW_REMOVED = 2;

  private static final int MOST_REMOVED = 7;

  Stream<SampleRow> all() {
    return IntStream.range(0, count).mapToObj(this::row);
  }

  /**
   * @param number from 0
   */
  SampleRow row(int number) {
    Map<String, Object> columns = whole(number);
    if (workload.attributesRemoved()) {
      // All but the first column, of which the write time is read.
      List<String> removable = SampleTable.REGULAR.subList(1, SampleTable.REGULAR.size());
      int removed = number % 2 == 0 ? FEW_REMOVED : MOST_REMOVED;
      for (int i = 0; i < removed; i++) {
        columns.remove(removable.get((number + i) % removable.size()));
      }
    }
    int partition = number / workload.rowsPerPartition();
    return new SampleRow(
        "customer-" + (10_000_000 + partition), number % workload.rowsPerPartition(), columns);
  }

  private static Map<String, Object> whole(int number) {
    SplittableRandom random = new SplittableRandom(number);
    Map<String, Object> columns = new HashMap<>();
    columns.put("visits", random.nextLong(1L << 40));
    columns.put("name", "Customer " + random.nextInt(1_000_000));
    columns.put("email", "c" + random.nextInt(1_000_000) + "@example.org");
    columns.put("city", CITIES.get(random.nextInt(CITIES.size())));
    columns.put("note", note(random));
    columns.put("age", random.nextInt(18, 99));
    columns.put("score", random.nextInt());
    columns.put("price", random.nextInt(1_000_000) / 100.0);
    columns.put("ratio", random.nextInt(10_000) / 10_000.0);
    columns.put("active", random.nextBoolean());
    return columns;
  }

  private static String note(SplittableRandom random) {
    return random
        .ints(NOTE_LENGTH, 0, LETTERS.length())
        .collect(
            StringBuilder::new,
            (text, letter) -> text.append(LETTERS.charAt(letter)),
            StringBuilder::append)
        .toString();
  }
}
