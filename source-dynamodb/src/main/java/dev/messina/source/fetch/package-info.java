/**
 * How DynamoDB is called: a task's queue of calls, its waits and its rate limits. Receives calls of
 * {@code aws} from {@code stream}, {@code snapshot} and {@code table}, and hands their answers back
 * on the task's own thread.
 */
package dev.messina.source.fetch;
