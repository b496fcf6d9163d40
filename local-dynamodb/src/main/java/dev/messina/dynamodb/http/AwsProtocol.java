package dev.messina.dynamodb.http;

import static dev.messina.dynamodb.error.ErrorType.INTERNAL_SERVER_ERROR;
import static dev.messina.dynamodb.error.ErrorType.SERIALIZATION;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operations;
import dev.messina.dynamodb.clock.ServerClock;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JSON protocol of AWS: which operation is asked for, its answer or error, the headers. */
public final class AwsProtocol implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(AwsProtocol.class);
  private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/\\d+/([^/]+)/");
  private static final byte[] HEALTHY = "healthy: local-dynamodb".getBytes(StandardCharsets.UTF_8);
  private static final String DEFAULT_REGION = "us-east-1";
  private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int ID_LENGTH = 52;

  /** The text of one second, which many answers share. */
  private record Stamp(long second, String text) {

    static Stamp of(Instant time) {
      return new Stamp(time.getEpochSecond(), DATE.format(time));
    }
  }

  private final Operations operations;
  private final ServerClock clock;
  private volatile Stamp latest = new Stamp(Long.MIN_VALUE, "");

  public AwsProtocol(Operations operations, ServerClock clock) {
    this.operations = operations;
    this.clock = clock;
  }

  @Override
  public HttpReply handle(HttpCall http) {
    Instant now = clock.now();
    if (http.method().equals("GET")) {
      return HttpReply.of(200, "text/plain", HEALTHY);
    }
    HttpReply reply = answer(http, now);
    CRC32 checksum = new CRC32();
    checksum.update(reply.body());
    return new HttpReply(
        reply.status(),
        Map.of(
            "Content-Type", CONTENT_TYPE,
            "x-amzn-RequestId", requestId(),
            "x-amz-crc32", Long.toString(checksum.getValue()),
            "Date", date(now),
            "Server", "Server"),
        reply.body());
  }

  private String date(Instant now) {
    Stamp stamp = latest;
    if (stamp.second() != now.getEpochSecond()) {
      stamp = Stamp.of(now);
      latest = stamp;
    }
    return stamp.text();
  }

  private HttpReply answer(HttpCall http, Instant now) {
    try {
      String target = operations.known(http.header().apply("X-Amz-Target"));
      return HttpReply.of(200, CONTENT_TYPE, operations.answer(call(target, http, now)));
    } catch (ApiException e) {
      return HttpReply.of(e.type().httpStatus(), CONTENT_TYPE, e.body());
    } catch (RuntimeException e) {
      LOG.error("{} fails in the server itself", http.header().apply("X-Amz-Target"), e);
      ApiException failure = new ApiException(INTERNAL_SERVER_ERROR, "Internal server error");
      return HttpReply.of(failure.type().httpStatus(), CONTENT_TYPE, failure.body());
    }
  }

  private static Call call(String target, HttpCall http, Instant now) {
    try {
      return new Call(target, JsonTree.object(http.body()), region(http), now);
    } catch (IOException e) {
      throw new ApiException(SERIALIZATION, "Unable to parse the request: it is no JSON object");
    }
  }

  private static String region(HttpCall http) {
    String authorization = http.header().apply("Authorization");
    if (authorization == null) {
      return DEFAULT_REGION;
    }
    Matcher scope = SCOPE.matcher(authorization);
    return scope.find() ? scope.group(1) : DEFAULT_REGION;
  }

  private static String requestId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }
}
