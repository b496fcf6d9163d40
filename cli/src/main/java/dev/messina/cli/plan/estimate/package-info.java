/** Request units, time, volumes and cost. */
package dev.messina.cli.plan.estimate;
