/** Many reads or writes in one request, each by itself. */
package dev.messina.dynamodb.api.batch;
