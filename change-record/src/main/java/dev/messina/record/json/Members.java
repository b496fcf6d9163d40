package dev.messina.record.json;

import java.util.Arrays;

/**
 * The members of the objects that are being written, those of an inner object after those of the
 * outer one. Canonical text brings them in ascending order, and then nothing needs sorting.
 */
final class Members {

  private Member[] members = new Member[32];
  private int size;

  /** A member, and where it stands in the text. */
  record Member(String name, int start, int end) implements Comparable<Member> {

    @Override
    public int compareTo(Member other) {
      return name.compareTo(other.name);
    }
  }

  int size() {
    return size;
  }

  void add(String name, int start, int end) {
    if (size == members.length) {
      members = Arrays.copyOf(members, 2 * size);
    }
    members[size++] = new Member(name, start, end);
  }

  /**
   * Takes away the members of the innermost object, and brings them in order in the text.
   *
   * @return whether a name stands twice among them
   */
  boolean sort(int first, JsonText text) {
    boolean twice = false;
    for (int i = first + 1; i < size; i++) {
      if (members[i - 1].compareTo(members[i]) >= 0) {
        twice = arrange(first, text);
        break;
      }
    }
    size = first;
    return twice;
  }

  private boolean arrange(int first, JsonText text) {
    int start = members[first].start();
    Arrays.sort(members, first, size);
    text.arrange(start, members, first, size);
    for (int i = first + 1; i < size; i++) {
      if (members[i - 1].compareTo(members[i]) == 0) {
        return true;
      }
    }
    return false;
  }
}
