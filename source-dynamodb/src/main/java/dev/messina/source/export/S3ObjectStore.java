package dev.messina.source.export;

import dev.messina.source.aws.AwsSettings;
import dev.messina.source.aws.S3Clients;
import dev.messina.source.aws.S3Settings;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.RequestPayer;

/** A bucket in S3, or in a store that answers as S3 does. */
public final class S3ObjectStore implements ObjectStore {

  private final S3Clients clients;
  private final S3Settings settings;
  private final String bucket;
  private final S3FailureText failures;

  private S3ObjectStore(S3Clients clients, S3Settings settings, String bucket) {
    this.clients = clients;
    this.settings = settings;
    this.bucket = bucket;
    this.failures = new S3FailureText(bucket, settings);
  }

  /**
   * Opens a bucket; asks nobody yet.
   *
   * @param connections how many objects can be open and calls under way at once
   * @throws SdkException if no region is set or found
   */
  public static S3ObjectStore open(
      AwsSettings aws, S3Settings settings, String bucket, int connections) {
    return new S3ObjectStore(S3Clients.open(aws, settings, connections), settings, bucket);
  }

  @Override
  public InputStream open(String key) {
    S3Object object = new S3Object(clients.client(), settings, bucket, key);
    try {
      return new S3ObjectStream(object, failures);
    } catch (SdkException e) {
      throw failures.ofReading(key, e);
    }
  }

  @Override
  public List<String> list(String folder) {
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder().bucket(bucket).prefix(folder).delimiter("/");
    if (settings.requesterPays()) {
      request.requestPayer(RequestPayer.REQUESTER);
    }
    if (!settings.bucketOwner().isEmpty()) {
      request.expectedBucketOwner(settings.bucketOwner());
    }
    List<String> names = new ArrayList<>();
    try {
      for (ListObjectsV2Response page : clients.client().listObjectsV2Paginator(request.build())) {
        page.contents().forEach(object -> names.add(object.key().substring(folder.length())));
        page.commonPrefixes()
            .forEach(common -> names.add(common.prefix().substring(folder.length())));
      }
    } catch (SdkException e) {
      throw failures.ofListing(folder, e);
    }
    // Some tools leave an empty object in the place of a folder.
    return names.stream().filter(name -> !name.isEmpty()).sorted().toList();
  }

  @Override
  public String address(String key) {
    return failures.address(key);
  }

  @Override
  public void close() {
    clients.close();
  }
}
