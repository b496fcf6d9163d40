/** The folder that is deployed: mapping, schema, connectors and the steps. */
package dev.messina.cli.plan.propose;
