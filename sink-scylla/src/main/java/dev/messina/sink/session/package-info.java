/**
 * The driver's session: who we connect to and how, and what can be found wrong with it before any
 * record arrives. Used by {@code dev.messina.sink} to start; {@code dev.messina.sink.cql} writes
 * through what is opened here.
 */
package dev.messina.sink.session;
