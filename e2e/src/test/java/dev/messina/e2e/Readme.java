package dev.messina.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a README in their order: each of its {@code sh} blocks, and each code span that
 * begins with a command.
 */
record Readme(Path file, List<String> commands) {

  private static final Pattern COMMAND =
      Pattern.compile(
          "```sh\\n(?<block>.*?)```|`(?<span>(?:curl|aws|for|\\.\\./\\.\\./messina) [^`]+)`",
          Pattern.DOTALL);

  static Readme of(Path file) throws IOException {
    List<String> commands = new ArrayList<>();
    Matcher found = COMMAND.matcher(Files.readString(file));
    while (found.find()) {
      String block = found.group("block");
      commands.add(block == null ? found.group("span") : block.stripIndent());
    }
    return new Readme(file, commands);
  }

  /**
   * The only command with these words in it.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  String command(String words) {
    List<String> found = commands.stream().filter(command -> command.contains(words)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(file + " says " + found.size() + " times: " + words);
    }
    return found.get(0);
  }
}
