package dev.messina.plugin;

/**
 * Something that is wrong with a configuration.
 *
 * @param option where it can be put right
 * @param problem what is wrong and what to do; a sentence, without a value that may be secret
 */
public record OptionError(String option, String problem) {}
