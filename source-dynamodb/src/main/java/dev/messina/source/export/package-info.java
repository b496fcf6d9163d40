/**
 * Finished exports of tables to S3 or a folder: which one, whether it is whole, and its items as a
 * scan would give them. Only reads. Receives files; hands on the items of {@code change}.
 */
package dev.messina.source.export;
