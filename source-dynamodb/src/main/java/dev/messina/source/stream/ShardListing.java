package dev.messina.source.stream;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.aws.ShardListPage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listing, page by page. It stays where it is when a page fails, ends with what it has when its
 * pages make no sense, and goes on as a listing of all shards where DynamoDB does not list the
 * children of one.
 */
final class ShardListing {

  private static final Logger LOG = LoggerFactory.getLogger(ShardListing.class);

  /** So many pages in a row that show nothing new are a list without an end. */
  private static final int PAGES_WITHOUT_NEWS_MAX = 3;

  private final ShardLister lister;
  private final Map<String, ShardDescription> shards = new LinkedHashMap<>();
  private final Set<String> passed = new HashSet<>();
  private String parent;
  private String after;
  private int pages;
  private int pagesWithoutNews;
  private boolean refused;
  private boolean ended;
  private boolean whole;
  private boolean switchedOff;

  ShardListing(ShardLister lister, String parent) {
    this.lister = lister;
    this.parent = parent;
  }

  /** Reads it to its end, all calls on this thread; a page that fails ends it with the failure. */
  ListedShards read() {
    while (!ended) {
      accept(lister.page(parent, after));
    }
    return shards();
  }

  /** The call for the next page; it touches nothing of this object when it runs. */
  Callable<ShardListPage> nextPage() {
    String of = parent;
    String from = after;
    return () -> lister.page(of, from);
  }

  void accept(ShardListPage page) {
    pages++;
    settleFilter(page);
    switchedOff = page.isSwitchedOff();
    int known = shards.size();
    page.shards().forEach(shard -> shards.putIfAbsent(shard.id(), shard));
    pagesWithoutNews = shards.size() == known ? pagesWithoutNews + 1 : 0;
    after = page.lastShard();
    if (after == null) {
      end(parent == null);
    } else if (!passed.add(after) || pagesWithoutNews == PAGES_WITHOUT_NEWS_MAX) {
      LOG.warn(
          "A list of {} shards goes round in a circle at '{}' on page {}; taken as it is",
          shards.size(),
          after,
          pages);
      end(false);
    }
  }

  /**
   * A page failed for good.
   *
   * @return whether the listing goes on, or has ended with what it has; if not, there is nothing to
   *     be had
   */
  boolean survives(Exception failure) {
    boolean gone = FailureKind.of(failure) == FailureKind.GONE;
    if (parent != null) {
      // Whatever it is, the listing of all shards shows it as well, or has no trouble with it.
      refused = !gone;
      parent = null;
      after = null;
      passed.clear();
      return true;
    }
    if (gone && pages > 0) {
      LOG.info("The shard '{}' vanished while the list was read; taken as it is", after);
      end(false);
      return true;
    }
    return false;
  }

  boolean ended() {
    return ended;
  }

  /** Whether it lists the children of one shard only. */
  boolean ofChildren() {
    return parent != null;
  }

  /** The shard whose children it lists, or null. */
  String parent() {
    return parent;
  }

  /** How many pages it had so far. */
  int pages() {
    return pages;
  }

  ListedShards shards() {
    return new ListedShards(new ArrayList<>(shards.values()), whole, switchedOff);
  }

  private void settleFilter(ShardListPage page) {
    if (refused) {
      refused = false;
      lister.childrenAreNotListed("such a request is refused");
    }
    if (parent != null && !areChildren(page.shards())) {
      lister.childrenAreNotListed("the request is answered with all shards");
      // So this was a page of the list of all shards, and the next one follows on it.
      parent = null;
    }
  }

  private boolean areChildren(List<ShardDescription> listed) {
    return listed.stream().allMatch(shard -> parent.equals(shard.parent()));
  }

  private void end(boolean whole) {
    this.ended = true;
    this.whole = whole;
  }
}
