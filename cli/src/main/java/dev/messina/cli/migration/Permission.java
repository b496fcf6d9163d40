package dev.messina.cli.migration;

import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What would permit what a service has refused. */
public final class Permission {

  private static final Pattern ACTION = Pattern.compile("perform: (dynamodb:\\w+)");
  private static final Pattern RESOURCE = Pattern.compile("on resource: (arn:[^\\s\"]+)");
  private static final Pattern CQL =
      Pattern.compile("[Uu]ser (\\S+) has no (\\w+) permission on <(?:table )?([^>]+)>");

  private Permission() {}

  /**
   * The line of a policy, a statement or a command that grants it, in a sentence.
   *
   * @return empty if the failure is no missing permission
   */
  public static Optional<String> missing(Throwable failure) {
    return Stream.iterate(failure, one -> one != null, Throwable::getCause)
        .flatMap(one -> ofOne(one).stream())
        .findFirst();
  }

  private static Optional<String> ofOne(Throwable failure) {
    if (failure instanceof AwsServiceException refused
        && refused.awsErrorDetails() != null
        && "AccessDeniedException".equals(refused.awsErrorDetails().errorCode())) {
      return Optional.of(policy(String.valueOf(refused.getMessage())));
    }
    if (failure instanceof UnauthorizedException refused) {
      return Optional.of(grant(String.valueOf(refused.getMessage())));
    }
    return failure instanceof AuthorizationException refused
        ? Optional.of(acl(refused))
        : Optional.empty();
  }

  private static String policy(String message) {
    String action = group(ACTION, message, 1).orElse("dynamodb:…");
    String resource =
        group(RESOURCE, message, 1)
            .orElse(
                "arn:aws:dynamodb:REGION:ACCOUNT:table/TABLE"
                    + (action.endsWith("Stream") ? "/stream/*" : ""));
    return "Allow it by a policy: {\"Effect\": \"Allow\", \"Action\": \"%s\", \"Resource\": \"%s\"}."
        .formatted(action, resource);
  }

  private static String grant(String message) {
    Matcher told = CQL.matcher(message);
    return told.find()
        ? "Allow it: GRANT %s ON %s TO %s;".formatted(told.group(2), told.group(3), told.group(1))
        : "Allow it: GRANT SELECT ON KEYSPACE.TABLE TO ROLE;";
  }

  private static String acl(AuthorizationException refused) {
    String on =
        refused instanceof TopicAuthorizationException topics
                && !topics.unauthorizedTopics().isEmpty()
            ? "--topic " + String.join(" --topic ", topics.unauthorizedTopics())
            : "--topic TOPIC";
    return ("Allow it: kafka-acls --add --allow-principal User:NAME --operation Read"
            + " --operation DescribeConfigs %s")
        .formatted(on);
  }

  private static Optional<String> group(Pattern pattern, String text, int number) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(number)) : Optional.empty();
  }
}
