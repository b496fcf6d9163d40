package dev.messina.dynamodb.error;

/** The errors that DynamoDB and its streams answer with, as they stand in {@code __type}. */
public enum ErrorType {
  VALIDATION("com.amazon.coral.validate#ValidationException"),
  SERIALIZATION("com.amazon.coral.service#SerializationException"),
  UNKNOWN_OPERATION("com.amazon.coral.service#UnknownOperationException"),
  ACCESS_DENIED("com.amazon.coral.service#AccessDeniedException"),
  MISSING_AUTHENTICATION("com.amazon.coral.service#MissingAuthenticationTokenException"),
  THROTTLING("com.amazon.coral.availability#ThrottlingException"),
  RESOURCE_NOT_FOUND("ResourceNotFoundException"),
  RESOURCE_IN_USE("ResourceInUseException"),
  TABLE_NOT_FOUND("TableNotFoundException"),
  LIMIT_EXCEEDED("LimitExceededException"),
  CONDITIONAL_CHECK_FAILED("ConditionalCheckFailedException"),
  ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED("ItemCollectionSizeLimitExceededException"),
  TRANSACTION_CANCELED("TransactionCanceledException"),
  TRANSACTION_CONFLICT("TransactionConflictException"),
  IDEMPOTENT_PARAMETER_MISMATCH("IdempotentParameterMismatchException"),
  PROVISIONED_THROUGHPUT_EXCEEDED("ProvisionedThroughputExceededException"),
  REQUEST_LIMIT_EXCEEDED("RequestLimitExceeded"),
  TRIMMED_DATA_ACCESS("TrimmedDataAccessException"),
  EXPIRED_ITERATOR("ExpiredIteratorException"),
  EXPORT_NOT_FOUND("ExportNotFoundException"),
  EXPORT_CONFLICT("ExportConflictException"),
  INVALID_EXPORT_TIME("InvalidExportTimeException"),
  POINT_IN_TIME_RECOVERY_UNAVAILABLE("PointInTimeRecoveryUnavailableException"),
  CONTINUOUS_BACKUPS_UNAVAILABLE("ContinuousBackupsUnavailableException"),
  INTERNAL_SERVER_ERROR("InternalServerError", 500),
  SERVICE_UNAVAILABLE("com.amazon.coral.availability#ServiceUnavailableException", 503);

  private final String wireName;
  private final int httpStatus;

  ErrorType(String wireName) {
    this(wireName, 400);
  }

  ErrorType(String wireName, int httpStatus) {
    this.wireName =
        wireName.contains("#") ? wireName : "com.amazonaws.dynamodb.v20120810#" + wireName;
    this.httpStatus = httpStatus;
  }

  /** With its name space, as in {@code com.amazonaws.dynamodb.v20120810#LimitExceededException}. */
  public String wireName() {
    return wireName;
  }

  /** What the body calls the message: two of them spell it with a capital letter. */
  String messageMember() {
    return this == SERIALIZATION || this == TRANSACTION_CANCELED ? "Message" : "message";
  }

  public int httpStatus() {
    return httpStatus;
  }
}
