/** The topics that are read: whether they are there, and whether anything ever came of them. */
package dev.messina.sink.topic;
