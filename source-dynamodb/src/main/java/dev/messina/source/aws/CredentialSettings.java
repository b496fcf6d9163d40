package dev.messina.source.aws;

import dev.messina.plugin.Options;
import dev.messina.source.aws.AwsSettings.UsefulWith;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/**
 * Who asks. Without any of these the AWS SDK's default chain decides. A role is assumed with
 * whatever the others give, and its credentials are renewed before they expire.
 *
 * @param accessKeyId given exactly when its secret is
 * @param sessionToken of temporary keys, which nothing renews; empty for lasting ones
 * @param profile of the shared files of AWS's tools
 * @param roleArn a role to assume
 * @param externalId what the role's owner asks for, if anything
 * @param sessionName under which the role's calls appear in CloudTrail
 * @param webIdentityTokenFile a file with a token to assume the role with, in place of keys
 * @param stsEndpoint empty: the region's own
 */
public record CredentialSettings(
    String accessKeyId,
    Password secretAccessKey,
    Password sessionToken,
    String profile,
    String roleArn,
    String externalId,
    String sessionName,
    String webIdentityTokenFile,
    String stsEndpoint) {

  public static final String ACCESS_KEY_ID = "aws.access.key.id";
  public static final String SECRET_ACCESS_KEY = "aws.secret.access.key";
  public static final String SESSION_TOKEN = "aws.session.token";
  public static final String PROFILE = "aws.profile";
  public static final String ROLE_ARN = "aws.role.arn";
  public static final String EXTERNAL_ID = "aws.role.external.id";
  public static final String SESSION_NAME = "aws.role.session.name";
  public static final String WEB_IDENTITY_TOKEN_FILE = "aws.web.identity.token.file";
  public static final String STS_ENDPOINT = "aws.sts.endpoint";

  private static final String GROUP = "AWS credentials";

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    defineKeys(config, order);
    order += 4;
    return Options.of(GROUP, config)
        .option(ROLE_ARN, Type.STRING, "")
        .leadsTo(EXTERNAL_ID, SESSION_NAME, WEB_IDENTITY_TOKEN_FILE, STS_ENDPOINT)
        .shown(++order, Width.LONG, "Role")
        .doc(
            "ARN of a role to assume for DynamoDB, with the credentials that the other options"
                + " give. They need sts:AssumeRole for it. What the role gives is renewed before it"
                + " expires.")
        .option(EXTERNAL_ID, Type.STRING, "")
        .low()
        .recommended(new UsefulWith(ROLE_ARN))
        .shown(++order, Width.MEDIUM, "External id")
        .doc("External id, where the role asks for one.")
        .option(SESSION_NAME, Type.STRING, "messina")
        .valid(
            ConfigDef.LambdaValidator.with(
                AwsOptions::checkSessionName, () -> "2 to 64 letters, digits and =,.@_-"))
        .low()
        .recommended(new UsefulWith(ROLE_ARN))
        .shown(++order, Width.MEDIUM, "Session name")
        .doc("Name under which the calls of the role appear in CloudTrail.")
        .option(WEB_IDENTITY_TOKEN_FILE, Type.STRING, "")
        .low()
        .recommended(new UsefulWith(ROLE_ARN))
        .shown(++order, Width.LONG, "Web identity token file")
        .doc(
            "File with a web identity token to assume the role with, as Kubernetes mounts one; read"
                + " again at each renewal. The default chain finds AWS_WEB_IDENTITY_TOKEN_FILE by"
                + " itself.")
        .option(STS_ENDPOINT, Type.STRING, "")
        .valid(AwsOptions.HTTP_ADDRESS)
        .low()
        .recommended(new UsefulWith(ROLE_ARN))
        .shown(++order, Width.LONG, "STS endpoint")
        .doc("Address of STS, which gives out roles, in place of the region's own.")
        .definition();
  }

  private static void defineKeys(ConfigDef config, int first) {
    int order = first;
    Options.of(GROUP, config)
        .option(ACCESS_KEY_ID, Type.STRING, "")
        .leadsTo(SECRET_ACCESS_KEY, SESSION_TOKEN)
        .shown(++order, Width.MEDIUM, "Access key id")
        .doc(
            "Access key. When neither it nor a profile is set, the AWS SDK's default chain finds"
                + " the credentials: environment, profile, container, instance. Reading is all the"
                + " permission that is needed; docs/aws.md has the policies.")
        .option(SECRET_ACCESS_KEY, Type.PASSWORD, "")
        .recommended(new UsefulWith(ACCESS_KEY_ID))
        .shown(++order, Width.MEDIUM, "Secret access key")
        .doc("Secret of the access key. Given exactly when aws.access.key.id is.")
        .option(SESSION_TOKEN, Type.PASSWORD, "")
        .low()
        .recommended(new UsefulWith(ACCESS_KEY_ID))
        .shown(++order, Width.MEDIUM, "Session token")
        .doc(
            "Token of a temporary access key. Nothing renews such a key, so the tasks stop when it"
                + " expires: a role or the default chain is better for anything that lasts.")
        .option(PROFILE, Type.STRING, "")
        .low()
        .shown(++order, Width.MEDIUM, "Profile")
        .doc(
            "Profile of the AWS tools' shared files on the worker, for credentials, and for the"
                + " region where none is set.")
        .definition();
  }

  public static CredentialSettings from(AbstractConfig config) {
    return new CredentialSettings(
        config.getString(ACCESS_KEY_ID),
        config.getPassword(SECRET_ACCESS_KEY),
        config.getPassword(SESSION_TOKEN),
        config.getString(PROFILE),
        config.getString(ROLE_ARN),
        config.getString(EXTERNAL_ID),
        config.getString(SESSION_NAME),
        config.getString(WEB_IDENTITY_TOKEN_FILE),
        config.getString(STS_ENDPOINT));
  }

  public boolean hasKeys() {
    return !accessKeyId.isEmpty();
  }

  public boolean hasRole() {
    return !roleArn.isEmpty();
  }

  /** The option to look at first when the credentials turn out to be no good. */
  public String option() {
    if (hasRole()) {
      return ROLE_ARN;
    }
    return hasKeys() || profile.isEmpty() ? ACCESS_KEY_ID : PROFILE;
  }

  /**
   * What does not go together, by the option to correct.
   *
   * @param properties of a configuration; absent ones count as empty
   */
  public static Map<String, String> problems(Map<String, String> properties) {
    Map<String, String> problems = new LinkedHashMap<>();
    boolean keyId = isSet(properties, ACCESS_KEY_ID);
    boolean token = isSet(properties, WEB_IDENTITY_TOKEN_FILE);
    if (keyId != isSet(properties, SECRET_ACCESS_KEY)) {
      problems.put(
          SECRET_ACCESS_KEY,
          "Only one of "
              + ACCESS_KEY_ID
              + " and "
              + SECRET_ACCESS_KEY
              + " is set; set both, or neither to use the AWS SDK's default chain.");
    }
    if (isSet(properties, SESSION_TOKEN) && !keyId) {
      problems.put(
          SESSION_TOKEN,
          "A session token belongs to an access key: set " + ACCESS_KEY_ID + " too.");
    }
    if (isSet(properties, PROFILE) && keyId) {
      problems.put(
          PROFILE,
          "Either a profile or an access key; remove one of " + PROFILE + " and the keys.");
    }
    if (!isSet(properties, ROLE_ARN)) {
      for (String option : List.of(EXTERNAL_ID, WEB_IDENTITY_TOKEN_FILE)) {
        if (isSet(properties, option)) {
          problems.put(option, "Nothing uses it without a role: set " + ROLE_ARN + " too.");
        }
      }
    } else if (token && (keyId || isSet(properties, PROFILE) || isSet(properties, EXTERNAL_ID))) {
      problems.put(
          WEB_IDENTITY_TOKEN_FILE,
          "A web identity token is all that its role is assumed with: remove the access key, the"
              + " profile and the external id.");
    } else if (token && !Files.isReadable(Path.of(properties.get(WEB_IDENTITY_TOKEN_FILE)))) {
      problems.put(
          WEB_IDENTITY_TOKEN_FILE,
          "There is no such file on this worker, or it may not be read; correct the path.");
    }
    return problems;
  }

  private static boolean isSet(Map<String, String> properties, String option) {
    String value = properties.get(option);
    return value != null && !value.isEmpty();
  }
}
