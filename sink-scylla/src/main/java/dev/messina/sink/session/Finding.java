package dev.messina.sink.session;

/**
 * Something that is wrong with the target.
 *
 * @param key the option to which it belongs
 * @param problem one line that says what is wrong and what to do
 */
public record Finding(String key, String problem) {}
