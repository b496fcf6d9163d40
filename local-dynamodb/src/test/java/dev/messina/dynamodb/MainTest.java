package dev.messina.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void aProcessSaysWhereItAnswersAndWritesTimesAsAwsDoes() throws Exception {
    Process process = run("--port", "0").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      URI endpoint = URI.create(out.readLine().replace("DynamoDB is ready at ", ""));
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(endpoint)
                      .header("X-Amz-Target", "DynamoDB_20120810.CreateTable")
                      .POST(
                          BodyPublishers.ofString(
                              """
                              {"TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
                               "AttributeDefinitions":
                                 [{"AttributeName": "id", "AttributeType": "S"}],
                               "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                               "StreamSpecification":
                                 {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"}}
                              """))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      String date = answer.headers().firstValue("Date").orElseThrow();
      assertThat(date).matches("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT");
      assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
          .isAfter(ZonedDateTime.parse("2020-01-01T00:00:00Z"));
      assertThat(answer.body())
          .containsPattern(
              "\"LatestStreamLabel\":\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}\"");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  @Test
  void whatIsNotUnderstoodEndsWithTheUsage() throws Exception {
    Process process = run("--prot", "1").start();
    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(error).startsWith("Unknown option --prot").contains("--iterator-life");
  }

  private static ProcessBuilder run(String... options) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    return new ProcessBuilder(Stream.concat(command.stream(), Stream.of(options)).toList());
  }
}
