package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import dev.messina.sink.session.SessionSettings.ContactPoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A contact point as the driver connects to it: the name, not the address that it had once. The
 * name service is asked with each connection. While it still knows the address that was used last,
 * that one stays: the driver takes what it reaches for one and the same node. Safe for several
 * threads.
 */
final class NodeName implements EndPoint {

  /** Tells the addresses of a host, as {@link InetAddress#getAllByName} does. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final ContactPoint point;
  private final int index;
  private final Resolver resolver;
  private volatile InetAddress last;

  private NodeName(ContactPoint point, int index, InetAddress address, Resolver resolver) {
    this.point = point;
    this.index = index;
    this.last = address;
    this.resolver = resolver;
  }

  /**
   * One for each address that the name has now, so that the driver tries all of them; one alone if
   * it has none yet.
   */
  static List<NodeName> of(ContactPoint point, Resolver resolver) {
    List<InetAddress> addresses = addresses(point, resolver);
    if (addresses.isEmpty()) {
      return List.of(new NodeName(point, 0, null, resolver));
    }
    return IntStream.range(0, addresses.size())
        .mapToObj(index -> new NodeName(point, index, addresses.get(index), resolver))
        .toList();
  }

  /** Whether it has an address, or had one. */
  boolean isKnown() {
    return last != null;
  }

  /** Where the node is now; unresolved if the name was never known. */
  @Override
  public InetSocketAddress resolve() {
    List<InetAddress> addresses = addresses(point, resolver);
    InetAddress address = last;
    if (!addresses.isEmpty() && !addresses.contains(address)) {
      address = addresses.get(index % addresses.size());
      last = address;
    }
    return address == null
        ? InetSocketAddress.createUnresolved(point.host(), point.port())
        : new InetSocketAddress(address, point.port());
  }

  private static List<InetAddress> addresses(ContactPoint point, Resolver resolver) {
    try {
      // The order of the answer may differ each time, that of the names must not.
      return Stream.of(resolver.addresses(point.host()))
          .sorted(Comparator.comparing(InetAddress::getHostAddress))
          .toList();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  @Override
  public String asMetricPrefix() {
    return point.host().replace('.', '_') + ":" + point.port() + (index == 0 ? "" : "_" + index);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeName name && name.index == index && name.point.equals(point);
  }

  @Override
  public int hashCode() {
    return Objects.hash(point, index);
  }

  /** As the driver's own end points: the name and the address. */
  @Override
  public String toString() {
    return last == null ? point.toString() : new InetSocketAddress(last, point.port()).toString();
  }
}
