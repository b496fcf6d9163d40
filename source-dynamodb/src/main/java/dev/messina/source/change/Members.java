package dev.messina.source.change;

import java.util.Arrays;

/**
 * The members of the objects that are being written, those of an inner object after those of the
 * outer one.
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

  /** Takes away the members of the innermost object, and brings them in order in the text. */
  void sort(int first, JsonText text) {
    for (int i = first + 1; i < size; i++) {
      if (members[i - 1].compareTo(members[i]) > 0) {
        int start = members[first].start();
        Arrays.sort(members, first, size);
        text.arrange(start, members, first, size);
        break;
      }
    }
    size = first;
  }
}
