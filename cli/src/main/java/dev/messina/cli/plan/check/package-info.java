/** Whether both sides are reached from here and permit what a migration needs. */
package dev.messina.cli.plan.check;
