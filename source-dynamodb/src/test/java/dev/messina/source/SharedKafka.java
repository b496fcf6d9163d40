package dev.messina.source;

import dev.messina.stack.KafkaBroker;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A broker that is started once for all tests that take a parameter of its type, and stopped after
 * the last one. No topic of a table is ever made on it.
 */
final class SharedKafka implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedKafka.class);

  private record Started(LocalStack stack) implements AutoCloseable {

    @Override
    public void close() {
      stack.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == KafkaBroker.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Started.class,
            type ->
                new Started(LocalStack.in(Path.of("target", "kafka")).only(Service.KAFKA).start()),
            Started.class)
        .stack()
        .kafka();
  }
}
