package dev.messina.transforms.mapping;

import java.util.List;

/** A document that is no mapping. The message holds every mistake, one a line. */
public final class MappingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MappingException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
