package dev.messina.cli.signal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.messina.verification.item.ItemKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts keys into lists that the source takes with one signal each. */
public final class KeyLists {

  /** Half of what the source has room for, which counts them in a form of its own. */
  static final int BYTES_MAX = 128 * 1024;

  private KeyLists() {}

  /** The keys in their order, in as few lists as are safe; none for none. */
  public static List<List<ItemKey>> of(Collection<ItemKey> keys) {
    List<List<ItemKey>> lists = new ArrayList<>();
    List<ItemKey> list = new ArrayList<>();
    long bytes = 0;
    for (ItemKey key : keys) {
      long more = JsonStringEncoder.getInstance().quoteAsUTF8(key.toString()).length + 1L;
      if (!list.isEmpty() && bytes + more > BYTES_MAX) {
        lists.add(List.copyOf(list));
        list.clear();
        bytes = 0;
      }
      list.add(key);
      bytes += more;
    }
    if (!list.isEmpty()) {
      lists.add(list);
    }
    return lists;
  }
}
