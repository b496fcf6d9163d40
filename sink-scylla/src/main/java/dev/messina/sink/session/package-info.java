/** The driver's session: who we connect to and how. Shared by the tasks of a worker. */
package dev.messina.sink.session;
