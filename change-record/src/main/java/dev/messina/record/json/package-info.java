/** How DynamoDB's values stand as text on the topic. Shared by whoever writes or reads it. */
package dev.messina.record.json;
