/** Many reads or writes in one request, all or none. */
package dev.messina.dynamodb.api.transaction;
