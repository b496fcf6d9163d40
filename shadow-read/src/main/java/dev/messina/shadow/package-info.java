/**
 * Shadow reads: an application that migrates has a key read in both stores, and learns which
 * differences are no lag. {@link dev.messina.shadow.ShadowRead} is where to begin.
 */
package dev.messina.shadow;
