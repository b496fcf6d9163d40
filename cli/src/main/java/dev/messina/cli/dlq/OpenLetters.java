package dev.messina.cli.dlq;

import dev.messina.cli.repair.Wanted;
import dev.messina.cli.verify.OpenMigration;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.topic.RecordJson;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The items of open letters.
 *
 * @param wanted each item once
 * @param keyless how many open letters of the table's topic have no key of it
 * @param unknown of how many letters the state is not known
 */
public record OpenLetters(List<Wanted> wanted, long keyless, long unknown) {

  public OpenLetters {
    wanted = List.copyOf(wanted);
  }

  /**
   * Those of a migration's topic.
   *
   * @param reason a text that their reasons hold; empty for all
   */
  public static OpenLetters of(List<Judged> letters, String reason, OpenMigration open) {
    RecordJson json = new RecordJson(open.sides().items().keyTypes());
    Set<ItemKey> items = new LinkedHashSet<>();
    long keyless = 0;
    for (Judged one : letters) {
      Letter letter = one.letter();
      boolean ofTopic =
          letter.of().filter(of -> of.topic().equals(open.migration().topic())).isPresent();
      if (one.state() == State.OPEN && ofTopic && letter.reason().contains(reason)) {
        Optional<ItemKey> item = json.item(letter.key().map(ByteBuffer::array).orElse(null));
        item.ifPresent(items::add);
        keyless += item.isPresent() ? 0 : 1;
      }
    }
    return new OpenLetters(
        items.stream().map(Wanted::ofLetter).toList(),
        keyless,
        LetterForms.count(letters, State.UNKNOWN));
  }
}
