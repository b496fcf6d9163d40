package dev.messina.sink;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.messina.stack.CassandraNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a cloud has before a cluster: a service that says over TLS where its nodes are. The node
 * itself stands for the proxy that a cloud leads to, since a server does not mind by which name it
 * is asked for.
 */
final class CloudForTests implements AutoCloseable {

  private final HttpsServer service;
  private final Path bundle;

  private CloudForTests(HttpsServer service, Path bundle) {
    this.service = service;
    this.bundle = bundle;
  }

  static CloudForTests before(CassandraNode node, UUID hostId, Certificates certificates)
      throws IOException, GeneralSecurityException {
    HttpsServer service =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
    service.setHttpsConfigurator(new HttpsConfigurator(context(certificates)));
    byte[] answer =
        """
        {"version": 1, "region": "here", "contact_info": {"type": "sni_proxy",
         "local_dc": "%s", "contact_points": ["%s"], "sni_proxy_address": "%s"}}
        """
            .formatted(node.localDatacenter(), hostId, node.contactPoint())
            .getBytes(StandardCharsets.UTF_8);
    service.createContext(
        "/metadata",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    service.start();
    return new CloudForTests(service, bundle(service.getAddress().getPort(), certificates));
  }

  Path bundle() {
    return bundle;
  }

  @Override
  public void close() {
    service.stop(0);
  }

  private static Path bundle(int port, Certificates certificates) throws IOException {
    Path file = certificates.folder().resolve("bundle.zip");
    try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(file))) {
      add(
          archive,
          "config.json",
          """
          {"host": "localhost", "port": %d, "keyStorePassword": "%s", "trustStorePassword": "%s"}
          """
              .formatted(port, Certificates.PASSWORD, Certificates.PASSWORD)
              .getBytes(StandardCharsets.UTF_8));
      add(archive, "identity.jks", Files.readAllBytes(certificates.clientKeys()));
      add(archive, "trustStore.jks", Files.readAllBytes(certificates.clientTrust()));
    }
    return file;
  }

  private static void add(ZipOutputStream archive, String name, byte[] content) throws IOException {
    archive.putNextEntry(new ZipEntry(name));
    archive.write(content);
    archive.closeEntry();
  }

  private static SSLContext context(Certificates certificates)
      throws IOException, GeneralSecurityException {
    char[] password = Certificates.PASSWORD.toCharArray();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(certificates.serverKeys().toFile(), password), password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
