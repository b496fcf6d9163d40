package dev.messina.stack;

/** The CQL server of a stack: one node without authentication, so keyspaces replicate once. */
public record CassandraNode(ServiceProcess process) {

  /** {@code 127.0.0.1:port} of the native protocol. */
  public String contactPoint() {
    return process.address();
  }

  public String host() {
    return HostAndPort.parse(process.address()).host();
  }

  public int port() {
    return HostAndPort.parse(process.address()).port();
  }

  public String localDatacenter() {
    return "datacenter1";
  }
}
