package dev.messina.source.export;

/**
 * A data file of an export.
 *
 * @param key in the store where it is read
 * @param itemCount how many records it holds
 * @param md5 of the file as it lies there, in base64
 */
public record DataFile(String key, long itemCount, String md5) {}
