package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

final class NodeTls implements SslEngineFactory {

  private final DefaultSslEngineFactory engines;
  private final boolean verifiesHostname;

  NodeTls(TlsSettings settings) {
    this.engines = settings.engines();
    this.verifiesHostname = settings.verifiesHostname();
  }

  /** The host is the one that was asked for: no name service is asked who an address might be. */
  @Override
  public SSLEngine newSslEngine(EndPoint node) {
    SocketAddress address = node.resolve();
    String rule = verifiesHostname ? "HTTPS" : "";
    return address instanceof InetSocketAddress socket
        ? engines.createClientSslEngine(socket.getHostString(), socket.getPort(), rule)
        : engines.createClientSslEngine(address.toString(), 0, rule);
  }

  @Override
  public void close() {
    engines.close();
  }
}
