/** The hands on the server: its clock, shards, statuses, and the faults that it is to show. */
package dev.messina.dynamodb.control;
