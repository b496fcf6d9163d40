package dev.messina.cli.local;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A DynamoDB on this or another machine that takes the credentials of a local one. */
public record GivenDynamoDb(URI endpoint) {

  /** A client of it; its owner closes it. */
  public DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /**
   * @throws IllegalStateException if the table is not there, or no DynamoDB answers; one line, with
   *     what to do
   */
  public void requireTable(String name) {
    if (table(name).isEmpty()) {
      throw new IllegalStateException(
          "DynamoDB at " + endpoint + " has no table " + name + "; correct the name or the URL.");
    }
  }

  /**
   * @throws IllegalStateException if the table is there, or no DynamoDB answers; one line, with
   *     what to do
   */
  public void requireNoTable(String name) {
    if (table(name).isPresent()) {
      throw new IllegalStateException(
          ("DynamoDB at %s has a table %s already, and the demo makes its own; delete it, if it is"
                  + " of an earlier demo: AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws"
                  + " dynamodb delete-table --table-name %s --region us-east-1 --endpoint-url %s")
              .formatted(endpoint, name, name, endpoint));
    }
  }

  private Optional<TableDescription> table(String name) {
    try (DynamoDbClient client = client()) {
      return Optional.of(client.describeTable(request -> request.tableName(name)).table());
    } catch (ResourceNotFoundException notThere) {
      return Optional.empty();
    } catch (DynamoDbException refused) {
      throw new IllegalStateException(refusal(refused), refused);
    } catch (SdkClientException noAnswer) {
      throw new IllegalStateException(
          "No DynamoDB answers at %s (%s); start it, or correct the URL."
              .formatted(endpoint, innermost(noAnswer)),
          noAnswer);
    }
  }

  private String refusal(DynamoDbException refused) {
    String code = refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode();
    if (code == null || code.isEmpty()) {
      return "What answers at %s is no DynamoDB (HTTP %d); correct the URL."
          .formatted(endpoint, refused.statusCode());
    }
    return ("DynamoDB at %s refuses DescribeTable with %s (HTTP %d). Messina signs in as access key"
            + " 'local' here, as stand-ins take it: AWS does not.")
        .formatted(endpoint, code, refused.statusCode());
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
