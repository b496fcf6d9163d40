package dev.messina.dynamodb.stream;

/** How streams behave. Whatever is changed holds from then on, for streams that exist as well. */
public record StreamSettings(
    ShardSettings shards,
    ListingSettings listing,
    IteratorSettings iterators,
    SwitchSettings switching) {

  /** As DynamoDB behaves on a good day. */
  public static StreamSettings defaults() {
    return new StreamSettings(
        ShardSettings.defaults(),
        ListingSettings.defaults(),
        IteratorSettings.defaults(),
        SwitchSettings.defaults());
  }

  public StreamSettings shards(ShardSettings next) {
    return new StreamSettings(next, listing, iterators, switching);
  }

  public StreamSettings listing(ListingSettings next) {
    return new StreamSettings(shards, next, iterators, switching);
  }

  public StreamSettings iterators(IteratorSettings next) {
    return new StreamSettings(shards, listing, next, switching);
  }

  public StreamSettings switching(SwitchSettings next) {
    return new StreamSettings(shards, listing, iterators, next);
  }
}
