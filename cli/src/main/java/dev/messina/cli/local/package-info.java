/**
 * What the demo and the commands for trying things by hand share: the checkout, the console, and a
 * DynamoDB and a CQL server on this machine.
 */
package dev.messina.cli.local;
