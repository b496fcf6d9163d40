/**
 * Turns rows back into items with code that the transforms and the expected rows do not share, as
 * far as columns lose nothing.
 */
package dev.messina.verification.reverse;
