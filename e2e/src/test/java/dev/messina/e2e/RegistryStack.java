package dev.messina.e2e;

/** A stack with a schema registry and one worker, shared like {@link SharedStack}. */
public final class RegistryStack extends SharedStack {

  public RegistryStack() {
    super("registry-stack", stack -> stack.withRegistry().connectWorkers(1));
  }
}
