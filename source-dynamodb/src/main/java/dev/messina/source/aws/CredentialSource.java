package dev.messina.source.aws;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Where the credentials of all calls come from. Asks nobody before the first call. */
final class CredentialSource implements SdkAutoCloseable {

  private final Deque<SdkAutoCloseable> opened = new ArrayDeque<>();
  private final AwsCredentialsProvider provider;

  /**
   * @param calls how calls to STS are made
   */
  CredentialSource(
      CredentialSettings settings,
      Region region,
      SdkHttpClient http,
      ClientOverrideConfiguration calls) {
    if (!settings.hasRole()) {
      provider = base(settings);
      return;
    }
    boolean byToken = !settings.webIdentityTokenFile().isEmpty();
    StsClientBuilder builder =
        StsClient.builder()
            .httpClient(http)
            .region(region)
            .overrideConfiguration(calls)
            .credentialsProvider(byToken ? AnonymousCredentialsProvider.create() : base(settings));
    if (!settings.stsEndpoint().isEmpty()) {
      builder.endpointOverride(URI.create(settings.stsEndpoint()));
    }
    StsClient sts = kept(builder.build());
    provider = byToken ? byToken(settings, sts) : byKeys(settings, sts);
  }

  AwsCredentialsProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  private AwsCredentialsProvider base(CredentialSettings settings) {
    if (settings.hasKeys()) {
      String id = settings.accessKeyId();
      String secret = settings.secretAccessKey().value();
      String token = settings.sessionToken().value();
      return StaticCredentialsProvider.create(
          token.isEmpty()
              ? AwsBasicCredentials.create(id, secret)
              : AwsSessionCredentials.create(id, secret, token));
    }
    if (!settings.profile().isEmpty()) {
      return kept(ProfileCredentialsProvider.create(settings.profile()));
    }
    return kept(DefaultCredentialsProvider.builder().build());
  }

  private AwsCredentialsProvider byKeys(CredentialSettings settings, StsClient sts) {
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder()
            .roleArn(settings.roleArn())
            .roleSessionName(settings.sessionName());
    if (!settings.externalId().isEmpty()) {
      request.externalId(settings.externalId());
    }
    return kept(
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(request.build())
            .build());
  }

  private AwsCredentialsProvider byToken(CredentialSettings settings, StsClient sts) {
    return kept(
        StsWebIdentityTokenFileCredentialsProvider.builder()
            .stsClient(sts)
            .roleArn(settings.roleArn())
            .roleSessionName(settings.sessionName())
            .webIdentityTokenFile(Path.of(settings.webIdentityTokenFile()))
            .build());
  }

  private <T extends SdkAutoCloseable> T kept(T resource) {
    opened.push(resource);
    return resource;
  }
}
