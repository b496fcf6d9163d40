package dev.messina.stack;

import java.net.URI;

/** One distributed worker. */
public record ConnectWorker(ServiceProcess process) {

  /** Of its REST API, without a slash at the end. */
  public URI url() {
    return URI.create(process.address());
  }
}
