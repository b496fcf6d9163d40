/**
 * The story of {@code messina demo}: real services, a table under fire, a killed worker, and a
 * verdict. Puts together what {@code workload}, {@code connect} and {@code compare} offer; the
 * end-to-end tests use the same pieces.
 */
package dev.messina.cli.demo;
