/**
 * Invents items and changes from a seed and writes them to a DynamoDB table, as an application
 * would. The same seed gives the same items and, key by key, the same changes. Feeds the demo and
 * the end-to-end tests.
 */
package dev.messina.cli.demo.workload;
