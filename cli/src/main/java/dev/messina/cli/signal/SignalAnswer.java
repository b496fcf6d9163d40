package dev.messina.cli.signal;

import java.util.List;
import java.util.OptionalLong;

/** What a source has answered to a signal. */
public sealed interface SignalAnswer {

  /**
   * It is followed, and if it lists keys, they have been read.
   *
   * @param epochMicros the epoch that was made for it, in microseconds since 1970; the newest where
   *     it means several tables; empty if there is none
   * @param refusedKeys what was told of listed keys that could not be read; none if nothing was
   */
  record Followed(OptionalLong epochMicros, List<String> refusedKeys) implements SignalAnswer {
    public Followed {
      refusedKeys = List.copyOf(refusedKeys);
    }
  }

  /**
   * It is not followed.
   *
   * @param reason what, where, what to do
   */
  record Refused(String reason) implements SignalAnswer {}

  /**
   * It is not known.
   *
   * @param reason what, where, what to do
   */
  record Unknown(String reason) implements SignalAnswer {}

  /** It was sent, and nobody has waited. */
  record Sent() implements SignalAnswer {}
}
