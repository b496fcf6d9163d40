/**
 * What can be watched from outside: JMX beans for a task and for each of its tables, and the main
 * numbers as metrics of the Connect worker. Events come from the task's own thread, questions from
 * any.
 */
package dev.messina.source.metrics;
