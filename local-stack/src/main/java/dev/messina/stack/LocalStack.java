package dev.messina.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Kafka, Connect, DynamoDB, Cassandra and, for those who ask for it, a schema registry as local
 * processes on free ports of 127.0.0.1.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.in(folder).plugins(zips).connectWorkers(2).start()) {
 *   stack.kafka().bootstrapServers();      // 127.0.0.1:20411
 *   stack.dynamoDb().endpoint();           // http://127.0.0.1:17020, any region and credentials
 *   stack.cassandra().contactPoint();      // 127.0.0.1:30125, data centre datacenter1
 *   stack.connect().url();                 // REST API of a worker that is up
 *   stack.connect().workers().get(0).process().kill();     // SIGKILL; suspend() is SIGSTOP
 *   stack.connect().workers().get(0).process().restart();  // same port, same data
 * }
 * }</pre>
 *
 * <p>A stack starts empty: its folder is emptied at each start. Within its life each service keeps
 * its port over {@code stop}, {@code kill} and {@code restart}, and its data too, but for those
 * that keep it in memory: DynamoDB and the schema registry. In the folder:
 *
 * <ul>
 *   <li>{@code logs/<service>.log}: what each service printed, over all its restarts;
 *   <li>{@code conf/}: the configuration of each service and the whole command of its JVM;
 *   <li>{@code data/<service>/} and {@code plugins/<zip name>/};
 *   <li>{@code stack.json}: what {@link #attach} reads.
 * </ul>
 *
 * <p>No process is left behind. {@link #close} stops them all, so does Ctrl-C, and when this
 * process dies without a word (a crash, SIGKILL) every service halts within moments, a suspended
 * one too. Only a {@linkplain Builder#detached detached} stack stays up, until somebody attaches to
 * it and closes it.
 *
 * <p>The class paths of the services come from the build: {@code ./mvnw -DskipTests package}.
 */
public final class LocalStack implements AutoCloseable {
  private final StackFolder folder;
  private final Roster roster;
  private final ExitHook exitHook;
  private final Optional<URI> foreignDynamoDb;

  private LocalStack(
      StackFolder folder, Roster roster, ExitHook exitHook, Optional<URI> foreignDynamoDb) {
    this.folder = folder;
    this.roster = roster;
    this.exitHook = exitHook;
    this.foreignDynamoDb = foreignDynamoDb;
  }

  /**
   * Begins the description of a stack that lives in this folder, which is created if need be. A
   * folder with files that are not a stack's is refused at the start.
   */
  public static Builder in(Path folder) {
    return new Builder(folder);
  }

  /**
   * The stack that was started in this folder, by whatever process; empty when none of its services
   * is running any more. Closing what this returns stops the stack; to look at it only, leave it
   * open. Of a DynamoDB that is not the stack's own it does not know.
   */
  public static Optional<LocalStack> attach(Path folder) {
    StackFolder known = StackFolder.at(folder);
    Roster roster = Roster.restored(known.stateFile());
    if (roster.services().stream().noneMatch(ServiceProcess::isRunning)) {
      return Optional.empty();
    }
    return Optional.of(new LocalStack(known, roster, ExitHook.none(), Optional.empty()));
  }

  /** Absolute. */
  public Path folder() {
    return folder.root();
  }

  /**
   * Throws {@link IllegalStateException} when the stack was started without it, like the others.
   */
  public KafkaBroker kafka() {
    return new KafkaBroker(single(Service.KAFKA));
  }

  public DynamoDbServer dynamoDb() {
    return foreignDynamoDb
        .map(endpoint -> new DynamoDbServer(endpoint, Optional.empty()))
        .orElseGet(() -> DynamoDbServer.of(single(Service.DYNAMODB)));
  }

  /** Whether {@link #dynamoDb} has one to give, of the stack's own or another. */
  public boolean hasDynamoDb() {
    return foreignDynamoDb.isPresent() || !roster.services(Service.DYNAMODB).isEmpty();
  }

  /** The only node, or the first. */
  public CassandraNode cassandra() {
    return new CassandraNode(single(Service.CASSANDRA));
  }

  /** In the order of their numbers. */
  public List<CassandraNode> cassandraNodes() {
    single(Service.CASSANDRA);
    return roster.services(Service.CASSANDRA).stream().map(CassandraNode::new).toList();
  }

  public ConnectCluster connect() {
    single(Service.CONNECT);
    return new ConnectCluster(
        roster.services(Service.CONNECT).stream().map(ConnectWorker::new).toList());
  }

  public SchemaRegistry registry() {
    return new SchemaRegistry(single(Service.REGISTRY));
  }

  /** All processes, the running ones and the others. */
  public List<ServiceProcess> services() {
    return roster.services();
  }

  /** Resident memory of all processes together, in bytes. */
  public long residentBytes() {
    return services().stream().mapToLong(ServiceProcess::residentBytes).sum();
  }

  /** Stops every service; when it returns, none of the processes exists. Closing twice is fine. */
  @Override
  public void close() {
    roster.stopAll();
    exitHook.withdraw();
  }

  private ServiceProcess single(Service kind) {
    return roster.services(kind).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    kind.title() + " is not in this stack: start it with Service." + kind));
  }

  /** Describes a stack; each method may be left out. */
  public static final class Builder {
    private final Path folder;
    private final Set<Service> services = EnumSet.complementOf(EnumSet.of(Service.REGISTRY));
    private final Map<String, String> connectProperties = new HashMap<>();
    private final Map<Service, Integer> heapMegabytes = new EnumMap<>(Service.class);
    private int cassandraNodes = 1;
    private final Map<Service, List<String>> jvmOptions = new EnumMap<>(Service.class);
    private String cassandraOptions = "";
    private boolean cassandraSyncsFirst;
    private int connectWorkers = 1;
    private KafkaVersion connectVersion = KafkaVersion.NEWEST;
    private Optional<String> foreignBroker = Optional.empty();
    private Optional<URI> foreignDynamoDb = Optional.empty();
    private List<Path> plugins = List.of();
    private boolean detached;
    private Consumer<String> progress = line -> {};

    private Builder(Path folder) {
      this.folder = folder;
    }

    /**
     * A schema registry as well; the workers then have Apicurio's converters on their plugin path.
     */
    public Builder withRegistry() {
      services.add(Service.REGISTRY);
      return this;
    }

    /** Only these services, not all of them. */
    public Builder only(Service first, Service... others) {
      services.clear();
      services.add(first);
      services.addAll(List.of(others));
      return this;
    }

    /** How many Connect workers; 1 if not said. */
    public Builder connectWorkers(int workers) {
      this.connectWorkers = workers;
      return this;
    }

    /** Of the Connect workers; the newest if not said. The broker is always the newest. */
    public Builder connectVersion(KafkaVersion version) {
      this.connectVersion = version;
      return this;
    }

    /**
     * The workers use the Kafka of another stack. They need names of their own in it: {@code
     * group.id} and the three topics in {@link #connectProperties}.
     *
     * @param bootstrapServers {@code host:port}
     */
    public Builder connectToKafka(String bootstrapServers) {
      this.foreignBroker = Optional.of(bootstrapServers);
      return this;
    }

    /**
     * No DynamoDB is started: this one is used, which answers already. Its clock and its shards
     * cannot be moved, and what is in it stays there.
     */
    public Builder dynamoDbAt(URI endpoint) {
      this.foreignDynamoDb = Optional.of(endpoint);
      return this;
    }

    /** The plugin zips that the build made; every worker loads them from its plugin.path. */
    public Builder plugins(List<Path> zips) {
      this.plugins = List.copyOf(zips);
      return this;
    }

    /** Worker properties that are added to the stack's own, or replace them. */
    public Builder connectProperties(Map<String, String> properties) {
      connectProperties.putAll(properties);
      return this;
    }

    /** The largest heap of each process of this kind; if not said, the kind's default. */
    public Builder heapMegabytes(Service kind, int megabytes) {
      heapMegabytes.put(kind, megabytes);
      return this;
    }

    /**
     * Code of these services is compiled to its full speed, for long runs. Otherwise it is compiled
     * quickly.
     */
    public Builder fullSpeed(Service... kinds) {
      for (Service kind : kinds) {
        jvmOptions(kind, "-XX:TieredStopAtLevel=4");
      }
      return this;
    }

    /** What each JVM of this kind gets besides, such as an agent. */
    public Builder jvmOptions(Service kind, String... options) {
      jvmOptions.put(kind, List.of(options));
      return this;
    }

    /**
     * How many Cassandra nodes, up to 9; 1 if not said. They have the addresses 127.0.0.1,
     * 127.0.0.2 and so on, of which macOS has only the first until it is told otherwise.
     */
    public Builder cassandraNodes(int nodes) {
      this.cassandraNodes = nodes;
      return this;
    }

    /**
     * Lines for the end of cassandra.yaml, such as authentication. The port must go on to answer
     * connections without TLS.
     */
    public Builder cassandraOptions(String yaml) {
      this.cassandraOptions = yaml;
      return this;
    }

    /**
     * Cassandra answers a write when its commit log is on disk, and so still has it after {@link
     * ServiceProcess#kill}; about half as fast. If not said it syncs once a second, and a kill can
     * cost the rows of the last tenth of a second, as with Cassandra's own defaults.
     */
    public Builder cassandraSyncsFirst() {
      this.cassandraSyncsFirst = true;
      return this;
    }

    /** The services outlive this process, until {@link LocalStack#attach} and close. */
    public Builder detached(boolean outliveThisProcess) {
      this.detached = outliveThisProcess;
      return this;
    }

    /** Is told one line for each service that answers; from other threads, one line at a time. */
    public Builder progress(Consumer<String> listener) {
      this.progress = listener;
      return this;
    }

    /**
     * Starts everything and returns when all of it answers: about 20 s on two idle cores.
     *
     * @throws ServiceFailedException when a service dies or does not answer, with the tail of its
     *     log; the others have been stopped by then
     * @throws IllegalStateException when the folder is in use or the build has not been run
     */
    public LocalStack start() {
      StackSettings settings = settings();
      foreignDynamoDb.ifPresent(DynamoDbServer::requireAnswer);
      StackFolder home = StackFolder.at(folder);
      LaunchSite site =
          new LaunchSite(home, ProjectHome.above(Path.of("")), new FreePorts(), settings);
      home.makeFresh();
      Roster roster = new Roster(home.stateFile());
      ExitHook exitHook = ExitHook.of(roster::stopAll);
      LocalStack stack = new LocalStack(home, roster, exitHook, foreignDynamoDb);
      boolean started = false;
      try {
        new StackStartup(site, roster).run();
        started = true;
      } finally {
        if (!started) {
          stack.close();
        }
      }
      if (detached) {
        exitHook.withdraw();
      }
      return stack;
    }

    private StackSettings settings() {
      Set<Service> own = new HashSet<>(services);
      foreignDynamoDb.ifPresent(endpoint -> own.remove(Service.DYNAMODB));
      return new StackSettings(
          folder,
          own,
          connectWorkers,
          connectVersion,
          foreignBroker,
          foreignDynamoDb,
          plugins,
          connectProperties,
          heapMegabytes,
          cassandraNodes,
          jvmOptions,
          cassandraOptions,
          cassandraSyncsFirst,
          detached,
          progress);
    }
  }
}
