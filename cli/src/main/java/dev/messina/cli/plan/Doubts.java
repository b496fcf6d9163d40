package dev.messina.cli.plan;

import dev.messina.cli.plan.attribute.AttributeProfile;
import dev.messina.cli.plan.attribute.Partitions;
import dev.messina.cli.plan.attribute.Profile;
import dev.messina.cli.plan.attribute.TextForm;
import dev.messina.cli.plan.sample.Sample;
import dev.messina.cli.plan.table.KeyPart;
import dev.messina.cli.plan.table.TableFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a table and its items leave in doubt, whatever is proposed. */
final class Doubts {

  /** More digits than a floating-point number of 64 bits keeps. */
  private static final int DIGITS_MAX = 15;

  private static final long PARTITION_ITEMS_MIN = 100;
  private static final long PARTITION_BYTES_MAX = 100_000_000;
  private static final int SHARE_MIN = 10;
  private static final int PLACES_MIN = 10;
  private static final Set<String> SETS = Set.of("SS", "NS", "BS", "B");

  private final TableFacts facts;
  private final Sample sample;
  private final Profile profile;
  private final List<Finding> findings = new ArrayList<>();

  Doubts(TableFacts facts, Sample sample, Profile profile) {
    this.facts = facts;
    this.sample = sample;
    this.profile = profile;
  }

  List<Finding> all() {
    facts
        .settings()
        .unread()
        .forEach(line -> findings.add(Finding.doubt(Finding.Kind.UNREAD, "", line)));
    sampled();
    partitions();
    facts.key().forEach(this::key);
    profile.attributes().forEach(this::attribute);
    expiry();
    settings();
    return findings;
  }

  private void sampled() {
    if (profile.items() == 0) {
      findings.add(
          Finding.doubt(
              Finding.Kind.EMPTY,
              "",
              "no item was found, so nothing but the key has a column; plan again with items"));
    } else if (!sample.isComplete()) {
      findings.add(
          Finding.note(
              Finding.Kind.SAMPLED,
              "",
              ("%d of about %d items were looked at; what fewer than one item in %d has, an"
                      + " attribute or a type, may not be among them")
                  .formatted(profile.items(), itemsEstimated(), Math.max(1, profile.items() / 3))));
    }
  }

  /** By DynamoDB's count, or by what was found where that says more. */
  private long itemsEstimated() {
    return Math.max(
        facts.size().map(TableFacts.Size::items).orElse(0L), sample.estimated().orElse(0));
  }

  private void partitions() {
    if (!facts.hasSortKey()) {
      return;
    }
    Partitions.Size largest = profile.partitions().largest();
    boolean isLargeShare =
        largest.items() >= PARTITION_ITEMS_MIN && largest.items() * SHARE_MIN > profile.items();
    if (largest.bytes() > PARTITION_BYTES_MAX || isLargeShare) {
      findings.add(
          Finding.doubt(
              Finding.Kind.HUGE_PARTITION,
              facts.key().get(0).name(),
              ("one partition has %d of the %d items that were looked at, %d bytes: it would be on"
                      + " one set of replicas, and reads of it grow slow beyond 100 MB; add an"
                      + " attribute to the mapping's key")
                  .formatted(largest.items(), profile.items(), largest.bytes())));
    }
    long counted = facts.size().map(TableFacts.Size::items).orElse(0L);
    boolean isShort =
        sample.places() >= PLACES_MIN
            && sample.estimated().isPresent()
            && sample.estimated().getAsLong() * 3 < counted * 2;
    if (isShort) {
      findings.add(
          Finding.doubt(
              Finding.Kind.HUGE_PARTITION,
              facts.key().get(0).name(),
              ("%d random places make about %d items and DynamoDB counts %d: a few partitions that"
                      + " were not met are much larger than the others, or its count is old")
                  .formatted(sample.places(), sample.estimated().getAsLong(), counted)));
    }
  }

  private void key(KeyPart part) {
    AttributeProfile seen = profile.attribute(part.name());
    for (TextForm form : TextForm.values()) {
      int collisions = seen.meanings().collisions(form);
      if (collisions > 0) {
        findings.add(
            Finding.doubt(
                Finding.Kind.KEYS_COLLIDE,
                part.name(),
                ("%d different values would be one with another as %s; the column is text, in which"
                        + " each stays a key of its own")
                    .formatted(collisions, form.words())));
      }
    }
  }

  private void attribute(AttributeProfile seen) {
    if (seen.isMixed()) {
      findings.add(
          Finding.loss(
              Finding.Kind.MIXED_TYPE,
              seen.name(),
              ("it is %s; the column is text, which takes all of them and does not tell which it"
                   + " was; leave it out of the mapping's columns, and it stands with its type in"
                   + " the column of the rest")
                  .formatted(types(seen))));
    }
    if (seen.digits().significant() > DIGITS_MAX) {
      findings.add(
          Finding.doubt(
              Finding.Kind.MANY_DIGITS,
              seen.name(),
              ("its numbers have up to %d digits; the target keeps all of them, an application that"
                      + " reads them as floating-point numbers does not")
                  .formatted(seen.digits().significant())));
    }
    seen.keyedByData()
        .ifPresent(
            names ->
                findings.add(
                    Finding.doubt(
                        Finding.Kind.KEYED_BY_DATA,
                        seen.name(),
                        ("its maps%s have at least %d different names in %d maps, so the names are"
                                + " data; they stay JSON in one column, and a table of their own or"
                                + " a map column suits queries better")
                            .formatted(
                                names.place().isEmpty() ? "" : " inside",
                                names.names(),
                                names.maps()))));
    if (seen.inside().keySet().stream().anyMatch(SETS::contains)) {
      findings.add(
          Finding.note(
              Finding.Kind.TYPED_JSON,
              seen.name(),
              "sets or binaries stand inside it, so the column is DynamoDB's JSON with types"));
    }
  }

  private static String types(AttributeProfile seen) {
    return seen.types().entrySet().stream()
            .map(type -> type.getKey() + " in " + type.getValue())
            .collect(Collectors.joining(", "))
        + " items";
  }

  private void expiry() {
    if (facts.expiry().isEmpty()) {
      profile.attributes().stream()
          .filter(seen -> isNamedAsExpiry(seen.name()) && seen.meanings().areSeconds())
          .forEach(
              seen ->
                  findings.add(
                      Finding.note(
                          Finding.Kind.EXPIRY_OFF,
                          seen.name(),
                          "it looks like an expiry, and the table's time to live is off: rows"
                              + " stay")));
      return;
    }
    AttributeProfile seen = profile.attribute(facts.expiry().get());
    if (seen.meanings().milliseconds() > 0) {
      findings.add(
          Finding.doubt(
              Finding.Kind.EXPIRY_UNIT,
              seen.name(),
              ("%d items have their expiry in milliseconds; DynamoDB takes it as seconds and"
                      + " deletes nothing, Cassandra refuses the rows; correct the items")
                  .formatted(seen.meanings().milliseconds())));
    }
    if (seen.types().keySet().stream().anyMatch(type -> !type.equals("N"))) {
      findings.add(
          Finding.doubt(
              Finding.Kind.EXPIRY_TYPE,
              seen.name(),
              "it is %s; where it is no number the item never expires, and its row neither"
                  .formatted(types(seen))));
    }
  }

  private static boolean isNamedAsExpiry(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("expir") || lower.contains("ttl");
  }

  private void settings() {
    if (!facts.settings().replicas().isEmpty()) {
      findings.add(
          Finding.doubt(
              Finding.Kind.REPLICAS,
              "",
              ("the table has replicas in %s; what is written there comes through this region's"
                      + " stream, at its own time: let one region write before the cut-over")
                  .formatted(facts.settings().replicas())));
    }
    Optional<TableFacts.Recovery> recovery = facts.settings().recovery();
    if (facts.size().isPresent() && recovery.isEmpty() && facts.settings().unread().isEmpty()) {
      findings.add(
          Finding.note(
              Finding.Kind.NO_RECOVERY,
              "",
              "point-in-time recovery is off, so the table cannot be restored or exported"));
    }
  }
}
