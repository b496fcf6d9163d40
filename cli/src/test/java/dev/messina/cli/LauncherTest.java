package dev.messina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.local.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

  private final Path launcher = Project.current().home().resolve("messina");

  @TempDir private Path folder;

  @Test
  void isAScriptThatAnyShellCanRead() throws IOException, InterruptedException {
    assertThat(launcher).isExecutable();
    assertThat(run(List.of("sh", "-n", launcher.toString()), "/usr/bin:/bin").exitCode()).isZero();
  }

  @Test
  void saysWhichJdkIsMissing() throws IOException, InterruptedException {
    for (String tool : List.of("dirname", "readlink", "sed")) {
      script(folder.resolve(tool), "exec " + which(tool) + " \"$@\"");
    }
    Ended ended = run(List.of("/bin/sh", launcher.toString()), folder.toString());
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.output().strip())
        .isEqualTo(
            "messina: JDK 17 is needed, since Cassandra 5 runs on no newer one; point JAVA_HOME at"
                + " it.");
  }

  @Test
  void buildsWhatIsMissingOrOlderThanItsSources() throws IOException, InterruptedException {
    Path home = fakeProject();
    String java = "ran -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dmessina.home=" + home;
    assertThat(start(home).output())
        .contains(
            "building for the first time",
            "maven: -B -pl cli,source-dynamodb,sink-scylla -am -DskipTests package")
        .contains(java, "messina-cli-1.jar:a.jar:b.jar dev.messina.cli.Messina demo --seed 3");
    assertThat(start(home).output()).startsWith(java);

    touch(home.resolve("transforms/src/main/Changed.java"));
    assertThat(start(home).output())
        .contains(
            "building what has changed",
            "maven: -B -q -pl cli,source-dynamodb,sink-scylla -am -DskipTests package");
    touch(home.resolve("transforms/src/test/ChangedTest.java"));
    touch(home.resolve("transforms/target/Changed.class"));
    assertThat(start(home).output()).startsWith(java);

    Files.delete(home.resolve("sink-scylla/target/messina-sink-scylla-1.zip"));
    assertThat(start(home).output()).contains("maven: ");
  }

  @Test
  void worksThroughASymbolicLinkFromAnyFolder() throws IOException, InterruptedException {
    Path home = fakeProject();
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("messina"));
    assertThat(run(List.of(link.toString()), fakeJdk() + ":/usr/bin:/bin").output())
        .contains("-Dmessina.home=" + home + " ");
  }

  @Test
  void doesNotGoOnAfterAFailedBuild() throws IOException, InterruptedException {
    Path home = fakeProject();
    script(home.resolve("mvnw"), "exit 1");
    Ended ended = start(home);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.output()).endsWith("messina: the build has failed; its reason is above\n");
  }

  /** With a real JDK, and the classes of this build where the launcher looks for them. */
  @Test
  void previewsItemsAsAProcessOfItsOwn() throws IOException, InterruptedException {
    Path home = fakeProject();
    start(home);
    Files.writeString(home.resolve("cli/target/classpath"), System.getProperty("java.class.path"));
    Files.writeString(folder.resolve("orders.yaml"), "{item_key: [pk], columns: {total: sum}}");
    Path items = folder.resolve("items.jsonl");
    String good = "{\"pk\":{\"S\":\"a\"},\"sum\":{\"N\":\"1.50\"}}\n";
    Files.writeString(items, good + "{\"pk\":{\"S\":\"☃\"}}\n");

    Ended sound = preview(home, items);
    assertThat(sound.exitCode()).isZero();
    assertThat(sound.output().lines())
        .contains(
            "{\"line\":1,\"key\":{\"pk\":\"a\"},\"columns\":{\"total\":\"1.5\"}}",
            "{\"line\":2,\"key\":{\"pk\":\"☃\"},\"columns\":{}}",
            "messina: 2 rows, 0 skipped, 0 errors");

    Files.writeString(items, good + "not JSON\n");
    Ended unsound = preview(home, items);
    assertThat(unsound.exitCode()).isEqualTo(1);
    assertThat(unsound.output()).contains("{\"line\":2,\"error\":");
  }

  private Ended preview(Path home, Path items) throws IOException, InterruptedException {
    Path jdk = Path.of(System.getProperty("java.home"));
    return run(
        List.of(
            home.resolve("messina").toString(),
            "preview",
            "--mapping",
            folder.resolve("orders.yaml").toString(),
            "--items",
            items.toString(),
            "--json"),
        jdk.resolve("bin") + ":/usr/bin:/bin");
  }

  /** A project in which Maven is a script that makes the files that the launcher looks for. */
  private Path fakeProject() throws IOException {
    Path home = Files.createDirectories(folder.toRealPath().resolve("home"));
    Files.copy(launcher, home.resolve("messina"), StandardCopyOption.COPY_ATTRIBUTES);
    for (String module :
        List.of("change-record", "source-dynamodb", "transforms", "sink-scylla", "cli")) {
      Files.createDirectories(home.resolve(module).resolve("target"));
    }
    for (String service : List.of("kafka", "dynamodb", "cassandra")) {
      Files.createDirectories(home.resolve("local-stack/services").resolve(service + "/target"));
    }
    script(
        home.resolve("mvnw"),
        "echo maven: \"$@\"",
        "echo a.jar:b.jar > cli/target/classpath",
        "touch cli/target/messina-cli-1.jar",
        "touch source-dynamodb/target/messina-source-dynamodb-1.zip",
        "touch sink-scylla/target/messina-sink-scylla-1.zip",
        "for s in kafka dynamodb cassandra; do touch local-stack/services/$s/target/classpath;"
            + " done");
    return home;
  }

  /** A JDK that says that it is version 17, and otherwise only what it was asked to run. */
  private Path fakeJdk() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    script(
        bin.resolve("java"),
        "if [ $1 = -XshowSettings:properties ]; then",
        "  echo '    java.home = " + folder.resolve("jdk") + "' >&2",
        "  echo '    java.specification.version = 17' >&2",
        "else",
        "  echo ran \"$@\"",
        "fi");
    script(bin.resolve("javac"), "exit 0");
    return bin;
  }

  private Ended start(Path home) throws IOException, InterruptedException {
    return run(
        List.of(home.resolve("messina").toString(), "demo", "--seed", "3"),
        fakeJdk() + ":/usr/bin:/bin");
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Makes a file that is newer than any build. */
  private static void touch(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusMillis(5)));
  }

  private record Ended(int exitCode, String output) {}

  private Ended run(List<String> command, String path) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", path);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private static Path which(String tool) {
    return List.of(Path.of("/bin"), Path.of("/usr/bin")).stream()
        .map(bin -> bin.resolve(tool))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }
}
