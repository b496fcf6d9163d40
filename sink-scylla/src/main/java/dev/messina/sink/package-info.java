/**
 * The sink connector: what it is, what it is told and whether that can work. Its task hands records
 * down the line: {@code route}, {@code mutation}, {@code statement}, {@code write}, over a {@code
 * session}.
 */
package dev.messina.sink;
