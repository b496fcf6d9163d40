package dev.messina.dynamodb.export;

/** Where exports go, as S3 has it: buckets of objects with keys. */
public sealed interface ObjectStore permits FolderStore, S3Store {

  /** The bucket of one export, whether it is there or not. */
  ExportBucket open(ExportRequest.Destination destination);
}
