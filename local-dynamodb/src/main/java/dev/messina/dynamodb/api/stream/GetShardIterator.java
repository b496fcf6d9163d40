package dev.messina.dynamodb.api.stream;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.stream.IteratorStart;
import dev.messina.dynamodb.stream.SequenceNumber;
import dev.messina.dynamodb.stream.ShardIterators;
import dev.messina.dynamodb.stream.ShardPosition;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.stream.TableStream;
import dev.messina.dynamodb.table.Tables;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Gives out an iterator to begin reading a shard with. */
final class GetShardIterator implements Operation {

  private static final List<String> TYPES =
      List.of("AFTER_SEQUENCE_NUMBER", "LATEST", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int LEAST_DIGITS = 21;
  private static final int MOST_DIGITS = 40;

  private final Tables tables;
  private final Streams streams;

  GetShardIterator(Tables tables, Streams streams) {
    this.tables = tables;
    this.streams = streams;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    check(request);
    String arn = StreamArns.checked(request.text("StreamArn").orElseThrow(), "StreamArn");
    String shard = request.text("ShardId").orElseThrow();
    IteratorStart start =
        start(
            request.text("ShardIteratorType").orElseThrow(),
            request.text("SequenceNumber").map(GetShardIterator::sequence));
    TableStream stream = streams.get(arn, call.at());
    tables.settle(stream.source().tableName(), call.at());
    ShardPosition position = stream.position(shard, start, call.at());
    String iterator =
        streams.iterators().issue(new ShardIterators.Target(arn, shard, position), call.at());
    return new JsonWriter().beginObject().field("ShardIterator", iterator).endObject().toBytes();
  }

  private static void check(Parameters request) {
    Constraints constraints =
        new Constraints()
            .required(request, "StreamArn")
            .required(request, "ShardId")
            .required(request, "ShardIteratorType")
            .oneOf(request, "ShardIteratorType", TYPES)
            .length(request, "SequenceNumber", "sequenceNumber", LEAST_DIGITS, MOST_DIGITS);
    StreamArns.constrain(constraints, request, "StreamArn", "streamArn");
    ShardIds.constrain(constraints, request, "ShardId", "shardId");
    constraints.check();
  }

  private static SequenceNumber sequence(String digits) {
    if (!DIGITS.matcher(digits).matches()) {
      throw validation("Invalid SequenceNumber: it has other characters than digits");
    }
    return SequenceNumber.parse(digits);
  }

  private static IteratorStart start(String type, Optional<SequenceNumber> sequence) {
    boolean needsSequence = type.endsWith("_SEQUENCE_NUMBER");
    if (sequence.isPresent() != needsSequence) {
      throw validation(
          needsSequence
              ? "SequenceNumber is required for the ShardIteratorType " + type
              : "SequenceNumber must not be given for the ShardIteratorType " + type);
    }
    return switch (type) {
      case "AT_SEQUENCE_NUMBER" -> new IteratorStart.At(sequence.orElseThrow());
      case "AFTER_SEQUENCE_NUMBER" -> new IteratorStart.After(sequence.orElseThrow());
      case "LATEST" -> new IteratorStart.Latest();
      default -> new IteratorStart.TrimHorizon();
    };
  }
}
