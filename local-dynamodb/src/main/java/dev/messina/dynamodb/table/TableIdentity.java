package dev.messina.dynamodb.table;

import java.time.Instant;
import java.util.UUID;

/** Which table it is: one that is created again under the same name is another. */
public record TableIdentity(String name, UUID id, String arn, Instant created) {}
