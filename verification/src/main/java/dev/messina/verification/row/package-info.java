/** Rows of the target and their keys, read by this module's own statements. */
package dev.messina.verification.row;
