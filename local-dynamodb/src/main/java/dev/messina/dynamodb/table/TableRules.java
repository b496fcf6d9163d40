package dev.messina.dynamodb.table;

/** What holds for all tables of a server, and may change while it runs. */
public interface TableRules {

  TableTiming timing();

  Throttle throttle();
}
