package dev.messina.stack;

/** The broker of a stack. */
public record KafkaBroker(ServiceProcess process) {

  /** For {@code bootstrap.servers}; plain text, no authentication. */
  public String bootstrapServers() {
    return process.address();
  }
}
