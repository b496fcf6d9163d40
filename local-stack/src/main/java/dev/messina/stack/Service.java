package dev.messina.stack;

import java.net.URI;

/** The kinds of services that a stack can run. */
public enum Service {
  /** One Kafka node, broker and controller at once. */
  KAFKA("Kafka", 512) {
    @Override
    HealthCheck healthCheck(String address) {
      return new KafkaHealth(address);
    }
  },
  /** DynamoDB with Streams, our own server. */
  DYNAMODB("DynamoDB", 512) {
    @Override
    HealthCheck healthCheck(String address) {
      return HttpHealth.anyAnswer(URI.create(address));
    }
  },
  /** Cassandra nodes, the CQL server. */
  CASSANDRA("Cassandra", 1024) {
    @Override
    HealthCheck healthCheck(String address) {
      return new CqlHealth(address);
    }
  },
  /** Distributed Connect workers; they need {@link #KAFKA}. */
  CONNECT("Connect", 512) {
    @Override
    HealthCheck healthCheck(String address) {
      return HttpHealth.success(
          URI.create(address + "/health"), URI.create(address + "/connector-plugins"));
    }
  },
  /** Apicurio's schema registry, in memory; it is started only by those who ask for it. */
  REGISTRY("Schema registry", 256) {
    @Override
    HealthCheck healthCheck(String address) {
      return HttpHealth.success(URI.create(address + SchemaRegistry.CONFLUENT_API + "/subjects"));
    }
  };

  private final String title;
  private final int heapMegabytes;

  Service(String title, int heapMegabytes) {
    this.title = title;
    this.heapMegabytes = heapMegabytes;
  }

  /** The name for people: {@code DynamoDB}. */
  public String title() {
    return title;
  }

  /** The largest heap of one process of this kind, unless the builder says otherwise. */
  public int defaultHeapMegabytes() {
    return heapMegabytes;
  }

  /** How to find out whether the service at this address answers. */
  abstract HealthCheck healthCheck(String address);
}
