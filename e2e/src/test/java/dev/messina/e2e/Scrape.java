package dev.messina.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a worker answers to Prometheus at one moment, one sample a line. */
record Scrape(List<String> samples) {

  static Scrape of(URI address) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("GET " + address + " answered " + answer.statusCode());
    }
    return new Scrape(answer.body().lines().filter(line -> !line.startsWith("#")).toList());
  }

  /** The samples of both. */
  Scrape and(Scrape other) {
    return new Scrape(Stream.concat(samples.stream(), other.samples.stream()).toList());
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>();
    samples.forEach(sample -> names.add(name(sample)));
    return names;
  }

  /** Of all samples of this name; 0 if there is none. */
  double sum(String name) {
    return samples.stream()
        .filter(sample -> name(sample).equals(name))
        .mapToDouble(sample -> Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String name(String sample) {
    int labels = sample.indexOf('{');
    return sample.substring(0, labels < 0 ? sample.indexOf(' ') : labels);
  }
}
