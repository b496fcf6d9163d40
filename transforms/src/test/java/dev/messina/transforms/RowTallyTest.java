package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RowTallyTest {

  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final String MAPPING =
      """
      table: shop.tallied
      when: {kind: {equals: order}}
      key: [status, id]
      columns: {id: pk}
      unmapped: ignore
      """;
  private static final String KEY = "{\"pk\":{\"N\":\"7\"}}";

  private final SampleRecords records = new SampleRecords(true);

  @Test
  void countsInJmxWhatIsLeftOutAndMoved() throws JMException {
    try (ItemToRow<SinkRecord> transform = ItemToRowTest.transform(MAPPING)) {
      String note = "{\"pk\":{\"N\":\"7\"},\"kind\":{\"S\":\"note\"}}";
      transform.apply(records.created(KEY, note));
      transform.apply(records.updated(KEY, note, note));
      transform.apply(records.created(KEY, order("open")));
      transform.apply(records.updated(KEY, order("open"), order("paid")));
      transform.apply(records.updated(KEY, order("paid"), note));
      transform.apply(records.tombstone(KEY));
      transform.apply(records.readAgain().read(KEY, order("paid")));

      assertThat(SERVER.getAttributes(names().iterator().next(), attributes()).asList())
          .containsExactlyInAnyOrder(
              new Attribute("RecordsOfOtherTargets", 2L),
              new Attribute("DroppedTombstones", 1L),
              new Attribute("MovedItems", 2L),
              new Attribute("RefusedMoves", 0L),
              new Attribute("DeletesWithoutOldImage", 0L),
              new Attribute("ReadAgainWithoutOldImage", 1L),
              new Attribute("IgnoredAttributes", 3L));
    }
    assertThat(names()).as("closed").isEmpty();
  }

  /** As when a second plugin brings the same class along, whose ids begin at one again. */
  @Test
  void theNameOfAnotherTransformIsPassedOver() throws JMException {
    RowTally first = RowTally.register("shop.taken");
    ObjectName name =
        SERVER
            .queryNames(new ObjectName("dev.messina:type=item-to-row,table=shop.taken,*"), null)
            .iterator()
            .next();
    long next = Long.parseLong(name.getKeyProperty("id")) + 1;
    ObjectName taken = new ObjectName("dev.messina:type=item-to-row,table=shop.taken,id=" + next);
    SERVER.registerMBean(RowTally.unseen(), taken);
    RowTally second = RowTally.register("shop.taken");
    second.close();
    first.close();
    assertThat(SERVER.isRegistered(taken)).as("that of the other").isTrue();
    SERVER.unregisterMBean(taken);
  }

  @Test
  void everyCounterIsOnThePage() throws IOException, JMException {
    try (ItemToRow<SinkRecord> transform = ItemToRowTest.transform(MAPPING)) {
      assertThat(transform).isNotNull();
      String page = Files.readString(PAGE);
      String heading = "\n## ItemToRow\n";
      int begin = page.indexOf(heading) + heading.length();
      int end = page.indexOf("\n## ", begin);
      String section = page.substring(begin, end < 0 ? page.length() : end);

      assertThat(section.lines().filter(line -> line.startsWith("| `")))
          .map(line -> line.substring(3, line.indexOf('`', 3)))
          .containsExactlyInAnyOrder(attributes());
    }
  }

  private static Set<ObjectName> names() throws JMException {
    return SERVER.queryNames(
        new ObjectName("dev.messina:type=item-to-row,table=shop.tallied,*"), null);
  }

  private static String[] attributes() throws JMException {
    return Arrays.stream(SERVER.getMBeanInfo(names().iterator().next()).getAttributes())
        .map(MBeanAttributeInfo::getName)
        .toArray(String[]::new);
  }

  private static String order(String status) {
    return ("{\"pk\":{\"N\":\"7\"},\"kind\":{\"S\":\"order\"},\"status\":{\"S\":\"%s\"},"
            + "\"note\":{\"S\":\"x\"}}")
        .formatted(status);
  }
}
