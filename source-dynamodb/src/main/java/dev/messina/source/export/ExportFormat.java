package dev.messina.source.export;

/** How the data files of an export spell items, by the names that DynamoDB gives. */
public enum ExportFormat {
  /** A JSON object a line, each value with its type. */
  DYNAMODB_JSON,
  /** Amazon Ion, as text. */
  ION
}
