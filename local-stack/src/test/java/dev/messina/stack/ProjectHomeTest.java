package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectHomeTest {
  @TempDir Path root;

  @Test
  void isTheNearestFolderUpwardsWithTheWrapperAndTheStack() throws IOException {
    Files.createFile(root.resolve("mvnw"));
    Files.createDirectories(root.resolve("local-stack"));
    Path deep = Files.createDirectories(root.resolve("e2e/target"));
    assertThat(ProjectHome.above(deep).root()).isEqualTo(root);
  }

  @Test
  void saysWhatToDoOutsideOfTheProject() {
    assertThatThrownBy(() -> ProjectHome.above(root))
        .hasMessage(
            "The project is not found above %s: start from inside it or set -Dmessina.home", root);
  }

  @Test
  void saysWhatToDoBeforeTheBuild() {
    assertThatThrownBy(() -> new ProjectHome(root).classPath("kafka"))
        .hasMessage(
            "The class path of kafka is missing at %s: run ./mvnw -DskipTests package",
            root.resolve("local-stack/services/kafka/target/classpath"));
  }

  @Test
  void saysWhatToDoWhenAJarHasBeenDeleted() throws IOException {
    Path target = Files.createDirectories(root.resolve("local-stack/services/kafka/target"));
    Path present = Files.createFile(root.resolve("present.jar"));
    Path gone = root.resolve("gone.jar");
    Files.writeString(target.resolve("classpath"), present + File.pathSeparator + gone);
    assertThatThrownBy(() -> new ProjectHome(root).classPath("kafka"))
        .hasMessage("A jar of kafka is missing at %s: run ./mvnw -DskipTests package", gone);
  }

  @Test
  void saysWhatToDoBeforeTheRegistryIsUnpacked() throws IOException {
    Path target = root.resolve("local-stack/services/registry/target/distribution");
    assertThatThrownBy(() -> new ProjectHome(root).registry())
        .hasMessage("The folder %s is missing: run ./mvnw -DskipTests package", target);
    Files.createDirectories(target);
    assertThatThrownBy(() -> new ProjectHome(root).registry())
        .hasMessage("The schema registry is missing in %s: run ./mvnw -DskipTests package", target);
  }
}
