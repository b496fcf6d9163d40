package dev.messina.e2e;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.connect.Addresses;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.local.CqlTarget;
import dev.messina.cli.local.Project;
import dev.messina.stack.ConnectWorker;
import dev.messina.stack.DynamoDbServer;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Kafka, two Connect workers with the built zips, DynamoDB and Cassandra, started once for all
 * tests of a process and stopped after the last one. A test that takes a parameter of this type
 * gets it; tests keep apart by the names of their tables.
 */
public class SharedStack implements BeforeAllCallback, ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedStack.class);
  private static final Duration REST_PATIENCE = Duration.ofSeconds(60);

  private final String folder;
  private final UnaryOperator<LocalStack.Builder> settings;

  public SharedStack() {
    this("stack", stack -> stack);
  }

  /**
   * Another stack, shared by the tests that ask for it.
   *
   * @param folder of its own
   * @param settings what this stack has besides
   */
  SharedStack(String folder, UnaryOperator<LocalStack.Builder> settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** The running stack and clients of its services. */
  record Services(
      Project project,
      LocalStack stack,
      DynamoDbServer dynamoDbServer,
      DynamoDbClient dynamoDb,
      CqlSession cql,
      ConnectRest connect)
      implements Site, AutoCloseable {

    /**
     * @param folder of its own
     * @param settings what this stack has besides that
     */
    static Services start(String folder, UnaryOperator<LocalStack.Builder> settings) {
      Project project = Project.current();
      LocalStack stack =
          settings
              .apply(
                  GivenDynamoDb.in(LocalStack.in(ForkFolder.named(folder)))
                      .plugins(project.pluginZips(System.getProperty("project.version")))
                      .connectWorkers(2))
              .start();
      DynamoDbClient dynamoDb = LocalClients.dynamoDb(stack.dynamoDb().endpoint());
      GivenDynamoDb.requireEmpty(dynamoDb);
      return new Services(
          project,
          stack,
          stack.dynamoDb(),
          dynamoDb,
          CqlTarget.session(stack.cassandra().contactPoint(), stack.cassandra().localDatacenter()),
          new ConnectRest(() -> stack.connect().url(), REST_PATIENCE));
    }

    /** Describes one more worker with the built zips, a cluster of its own on this Kafka. */
    LocalStack.Builder otherWorker(String name) {
      return LocalStack.in(ForkFolder.named(name))
          .only(Service.CONNECT)
          .connectToKafka(stack.kafka().bootstrapServers())
          .plugins(project.pluginZips(System.getProperty("project.version")))
          .connectProperties(
              Map.of(
                  "group.id", name,
                  "config.storage.topic", name + ".configs",
                  "offset.storage.topic", name + ".offsets",
                  "status.storage.topic", name + ".status"));
    }

    /** The same services with that worker in the place of the two. */
    Services on(LocalStack worker) {
      return new Services(
          project,
          stack,
          dynamoDbServer,
          dynamoDb,
          cql,
          new ConnectRest(() -> worker.connect().url(), REST_PATIENCE));
    }

    /** The same services with another DynamoDB. */
    Services on(DynamoDbServer otherServer, DynamoDbClient itsClient) {
      return new Services(project, stack, otherServer, itsClient, cql, connect);
    }

    @Override
    public String bootstrapServers() {
      return stack.kafka().bootstrapServers();
    }

    @Override
    public Addresses addresses() {
      return new Addresses(
          stack.kafka().bootstrapServers(),
          stack.connect().url(),
          dynamoDbServer.endpoint(),
          stack.cassandra().contactPoint());
    }

    /** The worker with this {@code host:port}. */
    ConnectWorker worker(String workerId) {
      return stack.connect().workers().stream()
          .filter(worker -> worker.url().getAuthority().equals(workerId))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("No worker is called " + workerId));
    }

    @Override
    public void close() {
      cql.close();
      dynamoDb.close();
      stack.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    services(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Services.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return services(context);
  }

  Services services(ExtensionContext context) {
    return context
        .getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .getOrComputeIfAbsent(folder, name -> Services.start(name, settings), Services.class);
  }
}
