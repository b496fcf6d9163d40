package dev.messina.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@code aws dynamodb …} sends: the operation, and its body out of the options. It knows the
 * forms that our pages use: a file for all of it, JSON, {@code Key=value,…} and plain text.
 */
record AwsCommand(String operation, ObjectNode body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPTION = "--";
  private static final String FILE = "file://";

  /**
   * @param arguments after {@code aws}
   * @param folder where its files are
   */
  static AwsCommand of(List<String> arguments, Path folder) {
    if (arguments.size() % 2 != 0 || !arguments.get(0).equals("dynamodb")) {
      throw new IllegalArgumentException("No command of ours: aws " + arguments);
    }
    ObjectNode body = JSON.createObjectNode();
    try {
      for (int i = 2; i < arguments.size(); i += 2) {
        String option = arguments.get(i);
        String value = arguments.get(i + 1);
        if (option.equals("--cli-input-json")) {
          Path file = folder.resolve(value.substring(FILE.length()));
          body.setAll((ObjectNode) JSON.readTree(Files.readString(file)));
        } else {
          add(body, pascalCase(option.substring(OPTION.length())), value);
        }
      }
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("Not to be read: aws " + arguments, unreadable);
    }
    return new AwsCommand(pascalCase(arguments.get(1)), body);
  }

  private static void add(ObjectNode body, String name, String value)
      throws JsonProcessingException {
    if (value.startsWith("{")) {
      body.set(name, JSON.readTree(value));
    } else if (value.contains("=")) {
      ObjectNode structure = body.putObject(name);
      for (String field : value.split(",", -1)) {
        String[] pair = field.split("=", 2);
        if (pair[1].equals("true")) {
          structure.put(pair[0], true);
        } else {
          structure.put(pair[0], pair[1]);
        }
      }
    } else {
      body.put(name, value);
    }
  }

  private static String pascalCase(String kebabCase) {
    return Arrays.stream(kebabCase.split("-", -1))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
