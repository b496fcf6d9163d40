package dev.messina.source.check;

import dev.messina.plugin.OptionErrors;
import dev.messina.source.aws.AwsSettings;
import dev.messina.source.aws.CredentialSettings;
import dev.messina.source.aws.FailureText;
import dev.messina.source.aws.Refusals;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks AWS, and reports a refusal or silence on the option to correct. */
final class AwsQuestions {

  private static final Logger LOG = LoggerFactory.getLogger(AwsQuestions.class);

  private final AwsSettings settings;
  private final String region;
  private final OptionErrors errors;
  private boolean ofStreams;

  AwsQuestions(AwsSettings settings, String region, OptionErrors errors) {
    this.settings = settings;
    this.region = region;
    this.errors = errors;
  }

  /** The questions that follow go to DynamoDB Streams, or to DynamoDB. */
  void ofStreams(boolean streams) {
    this.ofStreams = streams;
  }

  /**
   * Asks. A call that is not permitted becomes an error that names the action; one that is
   * throttled was permitted.
   *
   * @param on what the action is for, for the message
   * @return empty if there is no answer
   * @throws SdkException if asking on makes no sense
   */
  <T> Optional<T> ask(String action, String on, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (AwsServiceException e) {
      if (Refusals.isNotPermitted(e) && !Refusals.isBySts(e)) {
        errors.add(
            settings.credentials().option(),
            "DynamoDB refuses "
                + action
                + " on "
                + on
                + " ("
                + Refusals.codeOf(e).orElse("")
                + "). Give the credentials the permission "
                + action
                + ", see docs/aws.md.");
        return Optional.empty();
      }
      if (e.isThrottlingException()) {
        LOG.info("{} on {} was throttled, so it is permitted", action, on);
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Reports that asking makes no sense any more, and why. */
  void reportEnd(SdkException failure) {
    CredentialSettings credentials = settings.credentials();
    String reason = FailureText.of(failure);
    if (Refusals.isBySts(failure)) {
      errors.add(
          credentials.option(),
          "STS gives no credentials for role '"
              + credentials.roleArn()
              + "': "
              + reason
              + " Check the ARN, the role's trust policy, the external id and the permission"
              + " sts:AssumeRole.");
    } else if (Refusals.isBadCredentials(failure)) {
      errors.add(
          credentials.option(),
          "DynamoDB does not accept the credentials ("
              + Refusals.codeOf(failure).orElse("")
              + "). Correct them.");
    } else if (Refusals.isByClock(failure)) {
      errors.add(
          addressOption(),
          "DynamoDB refuses the signature, since the clock of this worker is off by more than five"
              + " minutes ("
              + Refusals.codeOf(failure).orElse("")
              + "). Set the clock (NTP).");
    } else if (reason.contains("credentials")) {
      errors.add(
          credentials.option(),
          "There are no credentials for DynamoDB: " + reason + " Check the credentials.");
    } else {
      errors.add(
          addressOption(),
          (ofStreams ? "DynamoDB Streams " : "DynamoDB ")
              + where()
              + " cannot be asked: "
              + reason
              + " Check the address and the network.");
    }
  }

  private String where() {
    String endpoint = ofStreams ? settings.streamsEndpoint() : settings.endpoint();
    return endpoint.isEmpty() ? "in region " + region : "at " + endpoint;
  }

  private String addressOption() {
    if (ofStreams && !settings.streamsEndpoint().equals(settings.endpoint())) {
      return AwsSettings.STREAMS_ENDPOINT;
    }
    return settings.endpoint().isEmpty() ? AwsSettings.REGION : AwsSettings.ENDPOINT;
  }
}
