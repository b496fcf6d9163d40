package dev.messina.source.aws;

import java.util.List;

/**
 * The calls to tables. Each is one request; failures come as the SDK's exceptions, see {@link
 * FailureKind}. Safe for use by several threads.
 */
public interface TableApi {

  TableDescription describe(String table);

  /** The names of the account's tables in this region, or the first thousand of them. */
  List<String> tableNames();

  ScanPage scan(ScanCall call);
}
