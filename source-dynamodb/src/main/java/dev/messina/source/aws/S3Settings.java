package dev.messina.source.aws;

/**
 * How S3 is asked, beside region, credentials and calls, which are those of DynamoDB.
 *
 * @param endpoint address of S3; empty: the region's own
 * @param pathStyle whether the bucket is a part of the path, as most stores other than AWS want it
 * @param requesterPays whether the bucket's requesters pay, and agree to
 * @param bucketOwner the account that must own the bucket; empty: any
 * @param checksumsWhenRequired whether checksums are left out where the API does not require them;
 *     some stores other than AWS refuse them
 */
public record S3Settings(
    String endpoint,
    boolean pathStyle,
    boolean requesterPays,
    String bucketOwner,
    boolean checksumsWhenRequired) {

  /** AWS's own S3. */
  public static final S3Settings DEFAULTS = new S3Settings("", false, false, "", false);
}
