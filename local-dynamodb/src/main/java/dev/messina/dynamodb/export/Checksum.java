package dev.messina.dynamodb.export;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** MD5 checksums, as S3 and the manifests spell them. */
final class Checksum {

  private Checksum() {}

  static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(md5(content));
  }

  /** The ETag of an object that was uploaded in one part: the MD5 of the parts' MD5s. */
  static String etagOfOnePart(byte[] content) {
    return HexFormat.of().formatHex(md5(md5(content))) + "-1";
  }

  private static byte[] md5(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
