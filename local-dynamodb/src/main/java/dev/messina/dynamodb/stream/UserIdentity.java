package dev.messina.dynamodb.stream;

/** Who made a change that no user asked for. */
public record UserIdentity(String type, String principalId) {

  /** Of the deletes of expired items. */
  public static final UserIdentity TIME_TO_LIVE =
      new UserIdentity("Service", "dynamodb.amazonaws.com");
}
