/** A small HTTP server that only answers, and numbers in the text format of Prometheus. */
package dev.messina.cli.http;
