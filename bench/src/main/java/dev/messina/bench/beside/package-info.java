/** How much the whole line carries while {@code messina verify --continuous} runs beside it. */
package dev.messina.bench.beside;
