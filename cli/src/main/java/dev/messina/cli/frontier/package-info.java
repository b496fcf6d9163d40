/** What {@code messina frontier} tells, to people, programs and routers. */
package dev.messina.cli.frontier;
