package dev.messina.dynamodb.error;

import dev.messina.dynamodb.json.JsonWriter;
import java.util.function.Consumer;

/** A request that is answered with an error. Its message is the one that AWS gives. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final Consumer<JsonWriter> NO_MEMBERS = json -> {};

  private final ErrorType type;
  private final transient Consumer<JsonWriter> members;

  public ApiException(ErrorType type, String message) {
    this(type, message, NO_MEMBERS);
  }

  /**
   * @param members writes what the error carries beside its message, such as {@code
   *     CancellationReasons}, into the open object
   */
  public ApiException(ErrorType type, String message, Consumer<JsonWriter> members) {
    super(message, null, false, false);
    this.type = type;
    this.members = members;
  }

  public static ApiException validation(String message) {
    return new ApiException(ErrorType.VALIDATION, message);
  }

  /** One of those that begin with "One or more parameter values were invalid". */
  public static ApiException invalidValue(String message) {
    return validation("One or more parameter values were invalid: " + message);
  }

  public ErrorType type() {
    return type;
  }

  /** Writes what it carries beside its message into the open object. */
  public void writeMembers(JsonWriter json) {
    members.accept(json);
  }

  /** The body of the answer, as JSON. */
  public byte[] body() {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("__type", type.wireName());
    if (!getMessage().isEmpty()) {
      json.field(type.messageMember(), getMessage());
    }
    writeMembers(json);
    return json.endObject().toBytes();
  }
}
