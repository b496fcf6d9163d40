package dev.messina.dynamodb.stream;

/**
 * How streams behave. Whatever is changed holds from then on, for streams that exist as well.
 *
 * @param replicated whether images carry the attributes of a global table of the version of 2017,
 *     {@code aws:rep:updateregion} among them
 */
public record StreamSettings(
    ShardSettings shards,
    ListingSettings listing,
    IteratorSettings iterators,
    SwitchSettings switching,
    boolean replicated) {

  /** As DynamoDB behaves on a good day. */
  public static StreamSettings defaults() {
    return new StreamSettings(
        ShardSettings.defaults(),
        ListingSettings.defaults(),
        IteratorSettings.defaults(),
        SwitchSettings.defaults(),
        false);
  }

  public StreamSettings shards(ShardSettings next) {
    return new StreamSettings(next, listing, iterators, switching, replicated);
  }

  public StreamSettings listing(ListingSettings next) {
    return new StreamSettings(shards, next, iterators, switching, replicated);
  }

  public StreamSettings iterators(IteratorSettings next) {
    return new StreamSettings(shards, listing, next, switching, replicated);
  }

  public StreamSettings switching(SwitchSettings next) {
    return new StreamSettings(shards, listing, iterators, next, replicated);
  }

  public StreamSettings replicated(boolean next) {
    return new StreamSettings(shards, listing, iterators, switching, next);
  }
}
