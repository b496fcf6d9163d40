/**
 * The checks themselves: a full pass in both directions, then generations in which every change and
 * every open difference is looked at again, until none is left.
 */
package dev.messina.verification.check;
