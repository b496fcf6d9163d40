package dev.messina.e2e;

import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.LocalStack;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A stack with a schema registry and one worker, shared like {@link SharedStack}. */
public final class RegistryStack implements BeforeAllCallback, ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(RegistryStack.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    services(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Services.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return services(context);
  }

  private static Services services(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Services.class,
            type -> Services.start("registry-stack", RegistryStack::described),
            Services.class);
  }

  private static LocalStack.Builder described(LocalStack.Builder stack) {
    return stack.withRegistry().connectWorkers(1);
  }
}
