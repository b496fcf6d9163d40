package dev.messina.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Brings up the services of one stack side by side; the workers as soon as their broker answers.
 */
final class StackStartup {
  private final LaunchSite site;
  private final Roster roster;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(task -> new Thread(task, "messina-stack-start"));

  StackStartup(LaunchSite site, Roster roster) {
    this.site = site;
    this.roster = roster;
  }

  /** Returns when all of them answer; throws as soon as one of them fails. */
  void run() {
    CompletionService<List<ServiceProcess>> starts = new ExecutorCompletionService<>(threads);
    List<Future<List<ServiceProcess>>> pending = new ArrayList<>();
    if (wants(Service.KAFKA)) {
      pending.add(starts.submit(this::bringUpKafkaAndConnect));
    } else if (wants(Service.CONNECT)) {
      pending.add(
          starts.submit(() -> bringUpConnect(site.settings().foreignBroker().orElseThrow())));
    }
    if (wants(Service.DYNAMODB)) {
      pending.add(starts.submit(() -> List.of(bringUp(new DynamoDbLaunch(site).prepare()))));
    }
    if (wants(Service.CASSANDRA)) {
      pending.add(starts.submit(this::bringUpCassandra));
    }
    if (wants(Service.REGISTRY)) {
      pending.add(starts.submit(() -> List.of(bringUp(new RegistryLaunch(site).prepare()))));
    }
    try {
      for (int answered = 0; answered < pending.size(); answered++) {
        starts.take().get();
      }
    } catch (ExecutionException failure) {
      throw ServiceFailedException.of(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ServiceFailedException("The start of the stack was interrupted", interrupted);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<ServiceProcess> bringUpKafkaAndConnect() throws IOException, InterruptedException {
    ServiceProcess kafka = bringUp(new KafkaLaunch(site).prepare());
    return wants(Service.CONNECT) ? bringUpConnect(kafka.address()) : List.of(kafka);
  }

  /** One after the other, so that each finds those that it joins. */
  private List<ServiceProcess> bringUpCassandra() throws IOException {
    CassandraLaunch cassandra = CassandraLaunch.on(site);
    List<ServiceProcess> nodes = new ArrayList<>();
    for (int number = 1; number <= site.settings().cassandraNodes(); number++) {
      nodes.add(bringUp(cassandra.prepare(number)));
    }
    return nodes;
  }

  private List<ServiceProcess> bringUpConnect(String bootstrapServers) throws IOException {
    PluginFolder plugins = new PluginFolder(site.folder().plugins());
    for (Path zip : site.settings().plugins()) {
      plugins.unzip(zip);
    }
    ConnectLaunch connect = new ConnectLaunch(site, bootstrapServers);
    List<Launch> launches = new ArrayList<>();
    for (int number = 1; number <= site.settings().connectWorkers(); number++) {
      launches.add(connect.prepare(number));
    }
    List<ServiceProcess> workers = launches.stream().map(roster::add).toList();
    workers.forEach(this::awaitAndReport);
    return workers;
  }

  private ServiceProcess bringUp(Launch launch) {
    ServiceProcess service = roster.add(launch);
    awaitAndReport(service);
    return service;
  }

  private void awaitAndReport(ServiceProcess service) {
    double seconds = service.awaitHealthy().toMillis() / 1000.0;
    report(
        String.format(
            Locale.ROOT, "%s answers at %s (%.1f s)", service.name(), service.address(), seconds));
  }

  private synchronized void report(String line) {
    site.settings().progress().accept(line);
  }

  private boolean wants(Service kind) {
    return site.settings().services().contains(kind);
  }
}
