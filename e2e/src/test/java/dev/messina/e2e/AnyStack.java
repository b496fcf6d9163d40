package dev.messina.e2e;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/**
 * Gives a test the {@link Site} that the build asks for: local processes, or containers with {@code
 * -Pcontainers}. Where there is no Docker, the test on containers says so and is skipped.
 */
public final class AnyStack implements ExecutionCondition, ParameterResolver {

  private static final Logger LOG = LoggerFactory.getLogger(AnyStack.class);
  private static final boolean CONTAINERS =
      System.getProperty("messina.stack", "local").equals("containers");
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(AnyStack.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!CONTAINERS) {
      return ConditionEvaluationResult.enabled("Local processes run everywhere");
    }
    if (DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.enabled("Docker answers");
    }
    String reason = "Skipped, since no Docker answers; without -Pcontainers it needs none";
    LOG.warn("{}: {}", context.getDisplayName(), reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Site.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return CONTAINERS ? containers(context) : new SharedStack().services(context);
  }

  private static ContainerSite containers(ExtensionContext context) {
    return context
        .getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .getOrComputeIfAbsent(
            ContainerSite.class, type -> ContainerSite.start(), ContainerSite.class);
  }
}
