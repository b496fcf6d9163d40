/** What a mapping makes of items, with the transform that a connector runs and without services. */
package dev.messina.cli.preview;
