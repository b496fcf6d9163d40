/**
 * The mapping document: read with the place of every mistake, checked, and held as an immutable
 * model. Knows items, but no records; {@code dev.messina.transforms} applies it.
 */
package dev.messina.transforms.mapping;
