package dev.messina.dynamodb.stream;

/** Which images a stream's records carry. */
public enum StreamViewType {
  NEW_IMAGE,
  OLD_IMAGE,
  NEW_AND_OLD_IMAGES,
  KEYS_ONLY
}
