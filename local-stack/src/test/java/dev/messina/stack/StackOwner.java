package dev.messina.stack;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A process that owns a stack of DynamoDB alone, for tests of what becomes of it.
 *
 * <p>Arguments: the folder, then {@code leashed}, {@code suspended} or {@code detached}. It prints
 * one line when the service is up; only a detached one then ends by itself.
 */
final class StackOwner {
  private StackOwner() {}

  public static void main(String[] arguments) throws InterruptedException {
    boolean detached = arguments[1].equals("detached");
    LocalStack stack =
        LocalStack.in(Path.of(arguments[0])).only(Service.DYNAMODB).detached(detached).start();
    if (arguments[1].equals("suspended")) {
      stack.dynamoDb().process().suspend();
    }
    System.out.println("up");
    if (!detached) {
      new CountDownLatch(1).await();
    }
  }
}
