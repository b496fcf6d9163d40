package dev.messina.cli.sweep;

import static dev.messina.cli.sweep.SweepRoute.text;

import dev.messina.cli.sweep.Readiness.Refused;
import dev.messina.cli.sweep.TopicLog.Passed;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what was dead-lettered of an epoch and later: by the sink because it did not fit, by the
 * source because it was too big. Their items may be alive without a row of the epoch. A letter that
 * does not say when it was written, or of which topic it is, counts.
 */
final class DeadLetterCheck {

  static final String SINK_TOPIC = "errors.deadletterqueue.topic.name";

  private static final String SOURCE_TOPIC = "oversize.dead.letter.topic";

  private DeadLetterCheck() {}

  static Optional<Refused> refusal(TopicLog log, SweepRoute route, WholeTableEpoch epoch) {
    for (String topic : topics(route)) {
      long letters = count(log, topic, route.topic(), epoch);
      if (letters > 0) {
        return Optional.of(
            new Refused(
                Refusal.DEAD_LETTERS,
                ("Topic %s holds %d records since epoch %s. Rows of live items among them would be"
                        + " deleted. Correct what is wrong and have their keys read again, then say"
                        + " --accept-dead-letters.")
                    .formatted(topic, letters, epoch.instant())));
      }
    }
    return Optional.empty();
  }

  private static Set<String> topics(SweepRoute route) {
    Set<String> topics = new LinkedHashSet<>();
    topics.add(text(route.sink(), SINK_TOPIC, ""));
    if (text(route.source(), "oversize.policy", "fail").equalsIgnoreCase("dead_letter")) {
      topics.add(text(route.source(), SOURCE_TOPIC, route.topicPrefix() + ".oversize"));
    }
    topics.remove("");
    return topics;
  }

  private static long count(TopicLog log, String topic, String ofTopic, WholeTableEpoch epoch) {
    LongAdder letters = new LongAdder();
    log.partitions(topic)
        .forEach(
            (partition, extent) ->
                log.read(
                    topic,
                    partition,
                    extent.begin(),
                    extent.end(),
                    letter -> {
                      if (counts(letter, ofTopic, epoch)) {
                        letters.increment();
                      }
                      return true;
                    }));
    return letters.sum();
  }

  private static boolean counts(Passed letter, String ofTopic, WholeTableEpoch epoch) {
    return letter.failedTopic().orElse(ofTopic).equals(ofTopic)
        && letter.writeMicros().orElse(Long.MAX_VALUE) >= epoch.micros();
  }
}
