/** What is in items, attribute by attribute and key by key, without their values. */
package dev.messina.cli.plan.attribute;
