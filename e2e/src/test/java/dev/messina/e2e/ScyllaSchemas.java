package dev.messina.e2e;

import java.nio.file.Path;

/** What stands beside the CQL file of an example for ScyllaDB alone. */
final class ScyllaSchemas {

  private ScyllaSchemas() {}

  /** The file that is run behind this one. */
  static Path beside(Path schema) {
    return schema.resolveSibling(schema.getFileName().toString().replace(".cql", "-scylla.cql"));
  }
}
