/** A few records of a topic for people, and the making of a topic. */
package dev.messina.cli.topic;
