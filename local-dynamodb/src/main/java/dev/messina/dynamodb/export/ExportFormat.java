package dev.messina.dynamodb.export;

/** How the data files of an export spell items. */
public enum ExportFormat {
  DYNAMODB_JSON("json"),
  ION("ion");

  private final String extension;

  ExportFormat(String extension) {
    this.extension = extension;
  }

  /** Of the data files' names, before they are packed. */
  String extension() {
    return extension;
  }
}
