package dev.messina.stack;

import java.net.URI;

/** The schema registry of a stack. It keeps its schemas in memory: a restart loses them. */
public record SchemaRegistry(ServiceProcess process) {
  static final String CONFLUENT_API = "/apis/ccompat/v7";

  /** Where it speaks as Confluent's registry does. */
  public URI confluentUrl() {
    return URI.create(process.address() + CONFLUENT_API);
  }

  /** Where it speaks its own tongue, which Apicurio's converters do. */
  public URI apicurioUrl() {
    return URI.create(process.address() + "/apis/registry/v2");
  }
}
