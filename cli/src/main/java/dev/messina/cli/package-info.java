/**
 * The {@code messina} command: reads the command line, keeps standard output readable and the log
 * in a file. After it stand the demo and the local stack.
 */
package dev.messina.cli;
