package dev.messina.stack;

/** A CQL server of a stack, without authentication unless the stack was told otherwise. */
public record CassandraNode(ServiceProcess process) {

  /** {@code host:port} of the native protocol. */
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
