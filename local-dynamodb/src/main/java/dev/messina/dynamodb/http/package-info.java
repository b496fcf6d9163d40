/** HTTP, over Jetty: the AWS JSON protocol at {@code /}, and what else is asked for by its path. */
package dev.messina.dynamodb.http;
