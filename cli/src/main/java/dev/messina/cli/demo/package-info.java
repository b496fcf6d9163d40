/**
 * The demo only: {@code messina demo} and its story, with real services, a table under fire, a
 * killed worker, and a verdict. No other command depends on it; the end-to-end tests use its
 * pieces.
 */
package dev.messina.cli.demo;
