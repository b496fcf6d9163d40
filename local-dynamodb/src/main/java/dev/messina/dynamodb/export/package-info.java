/** Exports of tables to a folder, in the layout that AWS writes to S3. */
package dev.messina.dynamodb.export;
