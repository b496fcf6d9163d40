/**
 * Main classes that run inside the processes of the services, on the front of their class paths and
 * on nothing but the JDK. {@code dev.messina.stack} starts them.
 */
package dev.messina.stack.child;
