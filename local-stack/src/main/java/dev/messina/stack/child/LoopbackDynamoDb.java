package dev.messina.stack.child;

import java.lang.reflect.Array;
import java.lang.reflect.Field;

/**
 * DynamoDB Local, listening on 127.0.0.1 only.
 *
 * <p>Its own main class listens on every interface of the machine and has no option against that.
 * The classes are looked up by name because the rest of the stack must not carry DynamoDB Local's
 * dependencies; their version is pinned.
 *
 * <p>Arguments: those of DynamoDB Local.
 */
public final class LoopbackDynamoDb {
  private static final String RUNNER = "com.amazonaws.services.dynamodbv2.local.main.ServerRunner";

  private static final long NEVER = 0;

  private LoopbackDynamoDb() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Object proxy =
        Class.forName(RUNNER)
            .getMethod("createServerFromCommandLineArgs", String[].class)
            .invoke(null, (Object) arguments);
    Field jetty = proxy.getClass().getDeclaredField("server");
    jetty.setAccessible(true);
    Object server = jetty.get(proxy);
    Object connectors = server.getClass().getMethod("getConnectors").invoke(server);
    for (int index = 0; index < Array.getLength(connectors); index++) {
      Object connector = Array.get(connectors, index);
      connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
      // With a clock that runs fast, its 30 seconds would pass within one request.
      connector.getClass().getMethod("setIdleTimeout", long.class).invoke(connector, NEVER);
    }
    proxy.getClass().getMethod("start").invoke(proxy);
  }
}
