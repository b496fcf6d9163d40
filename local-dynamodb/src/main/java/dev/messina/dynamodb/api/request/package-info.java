/** What is common to requests: parameters, constraints, attribute values. */
package dev.messina.dynamodb.api.request;
