package dev.messina.source.aws;

import dev.messina.source.aws.TakenPage.ContentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Takes pages of items out of DynamoDB's answers and reads them itself, since the SDK needs twice
 * the time: it builds each value through reflection and copies all of a page once more. Calls that
 * carry a {@link TakenPage} are concerned, and of them the successful answers; the rest of an
 * answer, errors, retries and timeouts stay with the SDK.
 */
final class PageTaker implements ExecutionInterceptor {

  private static final String CHECKSUM = "x-amz-crc32";

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Optional<InputStream> body = context.responseBody();
    if (body.isEmpty() || !concerns(context.httpResponse(), attributes)) {
      return body;
    }
    CRC32 found = new CRC32();
    try (InputStream stream = new CheckedInputStream(body.get(), found)) {
      byte[] rest = taken(attributes.getAttribute(TakenPage.ATTRIBUTE), stream, found, context);
      verify(found, context.httpResponse());
      return Optional.of(new ByteArrayInputStream(rest));
    } catch (ContentException e) {
      throw NonRetryableException.create(
          "DynamoDB's answer cannot be read: " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw RetryableException.create(FailureText.of(e), e);
    }
  }

  /** What cannot be read may have been damaged on the way; the checksum is of the whole. */
  private static byte[] taken(
      TakenPage page, InputStream stream, CRC32 found, Context.ModifyHttpResponse context)
      throws IOException {
    try {
      return page.take(stream);
    } catch (ContentException e) {
      stream.transferTo(OutputStream.nullOutputStream());
      verify(found, context.httpResponse());
      throw e;
    }
  }

  /** The checksum was of the whole body. */
  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    SdkHttpResponse response = context.httpResponse();
    return concerns(response, attributes)
        ? response.toBuilder().removeHeader(CHECKSUM).build()
        : response;
  }

  private static boolean concerns(SdkHttpResponse response, ExecutionAttributes attributes) {
    return attributes.getAttribute(TakenPage.ATTRIBUTE) != null
        && response.isSuccessful()
        && response.firstMatchingHeader("Content-Encoding").isEmpty();
  }

  private static void verify(CRC32 found, SdkHttpResponse response) throws IOException {
    Optional<String> expected = response.firstMatchingHeader(CHECKSUM);
    if (expected.isPresent() && !expected.get().equals(Long.toString(found.getValue()))) {
      throw new IOException("DynamoDB's answer was damaged on the way: its checksum is wrong");
    }
  }
}
