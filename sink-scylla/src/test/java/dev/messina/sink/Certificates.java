package dev.messina.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys and certificates of a server called {@code localhost} and of its client. */
record Certificates(Path folder) {

  static final String PASSWORD = "changeit";

  private static final Path KEYTOOL = Path.of(System.getProperty("java.home"), "bin", "keytool");
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  static Certificates madeIn(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Certificates made = new Certificates(folder);
    made.pair("server", made.serverKeys());
    made.pair("client", made.clientKeys());
    made.export("server", made.serverKeys(), made.serverPem());
    Path clientCertificate = folder.resolve("client-certificate.pem");
    made.export("client", made.clientKeys(), clientCertificate);
    made.trust("client", clientCertificate, "PKCS12", made.serverTrust());
    made.trust("server", made.serverPem(), "JKS", made.clientTrust());
    made.writeClientPem(clientCertificate);
    return made;
  }

  /** PKCS12. */
  Path serverKeys() {
    return folder.resolve("server.p12");
  }

  /** PKCS12. */
  Path serverTrust() {
    return folder.resolve("server-trust.p12");
  }

  Path serverPem() {
    return folder.resolve("server.pem");
  }

  /** PKCS12. */
  Path clientKeys() {
    return folder.resolve("client.p12");
  }

  /** JKS. */
  Path clientTrust() {
    return folder.resolve("client-trust.jks");
  }

  /** Key and certificate. */
  Path clientPem() {
    return folder.resolve("client.pem");
  }

  private void pair(String alias, Path store) throws IOException, InterruptedException {
    keytool(
        "-genkeypair",
        "-alias",
        alias,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + alias,
        "-ext",
        "SAN=dns:localhost",
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString());
  }

  private void export(String alias, Path store, Path certificate)
      throws IOException, InterruptedException {
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        alias,
        "-keystore",
        store.toString(),
        "-file",
        certificate.toString());
  }

  private void trust(String alias, Path certificate, String type, Path store)
      throws IOException, InterruptedException {
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        alias,
        "-file",
        certificate.toString(),
        "-storetype",
        type,
        "-keystore",
        store.toString());
  }

  private void writeClientPem(Path certificate) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(clientKeys().toFile(), PASSWORD.toCharArray());
    byte[] key = store.getKey("client", PASSWORD.toCharArray()).getEncoded();
    Files.writeString(
        clientPem(),
        "-----BEGIN PRIVATE KEY-----\n"
            + LINES.encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n"
            + Files.readString(certificate));
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(KEYTOOL.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD));
    Path log = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool failed: " + Files.readString(log));
    }
  }
}
