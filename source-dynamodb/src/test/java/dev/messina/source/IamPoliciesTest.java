package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IamPoliciesTest {

  @ParameterizedTest
  @CsvSource({
    "initial, false",
    "initial, true",
    "initial_only, false",
    "initial_only, true",
    "no_data, false",
    "no_data, true"
  })
  void shippedPoliciesSayWhatTheCodeNeeds(String mode, boolean discovery) throws IOException {
    Path file = IamPolicies.file(mode, discovery);
    String policy = IamPolicies.render(mode, discovery);
    if (Boolean.getBoolean("messina.docs.write")) {
      Files.createDirectories(IamPolicies.FOLDER);
      Files.writeString(file, policy);
    }

    assertThat(file)
        .as("run ./mvnw -pl source-dynamodb test -Dmessina.docs.write=true and commit the file")
        .content()
        .isEqualTo(policy);
  }

  /** Its code calls ListObjectsV2 and GetObject, and an ArchUnit rule lets it call no more. */
  @Test
  void thePolicyOfExportsPermitsToListAndToRead() throws IOException {
    assertThat(IamPolicies.actions(IamPolicies.FOLDER.resolve("export.json")))
        .containsExactlyInAnyOrder("s3:ListBucket", "s3:GetObject", "kms:Decrypt");
  }
}
