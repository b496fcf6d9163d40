/** The topics between the connectors, read by this module's own code and without a group. */
package dev.messina.verification.topic;
