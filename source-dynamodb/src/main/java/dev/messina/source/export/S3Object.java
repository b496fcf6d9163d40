package dev.messina.source.export;

import dev.messina.source.aws.S3Settings;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.RequestPayer;

/** An object in S3, and how it is asked for. */
record S3Object(S3Client client, S3Settings settings, String bucket, String key) {

  ResponseInputStream<GetObjectResponse> whole() {
    return client.getObject(request().build());
  }

  /**
   * What is left of the object, if it is still the same one.
   *
   * @param etag of what was read before
   */
  ResponseInputStream<GetObjectResponse> from(long position, String etag) {
    return client.getObject(request().range("bytes=" + position + "-").ifMatch(etag).build());
  }

  private GetObjectRequest.Builder request() {
    GetObjectRequest.Builder request = GetObjectRequest.builder().bucket(bucket).key(key);
    if (settings.requesterPays()) {
      request.requestPayer(RequestPayer.REQUESTER);
    }
    if (!settings.bucketOwner().isEmpty()) {
      request.expectedBucketOwner(settings.bucketOwner());
    }
    return request;
  }
}
