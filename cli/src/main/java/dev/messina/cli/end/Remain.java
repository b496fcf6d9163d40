package dev.messina.cli.end;

/**
 * Something that a migration leaves behind.
 *
 * @param kind {@code connector}, {@code topic}, {@code consumer_group}, {@code stream}, {@code
 *     policy} or {@code table_option}
 * @param name what it is called
 * @param how the command that removes it, or what to do
 */
public record Remain(String kind, String name, String how) {}
