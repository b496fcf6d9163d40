/** Whether a table may be cut over: each criterion with its value and limit. It only reads. */
package dev.messina.cli.ready;
