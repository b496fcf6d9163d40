package dev.messina.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * DynamoDB and its streams.
 *
 * @param endpoint of both APIs. Any region and any credentials do, and all of them see the same
 *     tables
 * @param own its process in the stack; empty for a DynamoDB that was there before. It keeps its
 *     tables in memory: a restart loses them
 */
public record DynamoDbServer(URI endpoint, Optional<ServiceProcess> own) {

  static DynamoDbServer of(ServiceProcess process) {
    return new DynamoDbServer(URI.create(process.address()), Optional.of(process));
  }

  /**
   * @throws ServiceFailedException if nothing answers there over HTTP
   */
  static void requireAnswer(URI endpoint) {
    try {
      HttpHealth.anyAnswer(endpoint).check();
    } catch (IOException noAnswer) {
      throw new ServiceFailedException(
          "No DynamoDB answers at " + endpoint + "; start it, or correct the address", noAnswer);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ServiceFailedException("Not waited for DynamoDB at " + endpoint, interrupted);
    }
  }

  /**
   * @throws IllegalStateException if it is not the stack's own, as for clock and shards
   */
  public ServiceProcess process() {
    return own.orElseThrow(
        () ->
            new IllegalStateException(
                "The DynamoDB at "
                    + endpoint
                    + " is not this stack's own: it has no process, clock or shards to move"));
  }

  /** The time that it goes by; all other services of the stack go by the machine's. */
  public DynamoDbClock clock() {
    return new DynamoDbClock(control());
  }

  /** The shards of this table's stream; the table must have one when they are asked for. */
  public DynamoDbShards shards(String table) {
    return new DynamoDbShards(control(), table);
  }

  /** Where exports go from now on: a folder that stands for S3, each bucket a folder in it. */
  public void exportTo(Path folder) {
    control().post("exports", Map.of("folder", folder.toAbsolutePath().toString()));
  }

  private DynamoDbControl control() {
    return new DynamoDbControl(URI.create(process().address()));
  }
}
