package dev.hadamard;

import net.jqwik.api.FixedSeedMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Every law draws its cases from a seed made of its own name: a build that passed once passes again
 * on any machine. To look for cases nobody has tried, give {@code -Dhadamard.laws.seed=random} (or
 * a number) and {@code -Dhadamard.laws.tries=50}, the factor by which all tries are multiplied.
 */
public final class LawSettings implements AroundPropertyHook {
  private static final int JQWIK_TRIES = 1000;

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    PropertyAttributes attributes = context.attributes();
    String seed = System.getProperty("hadamard.laws.seed", "fixed");
    if (attributes.seed().isEmpty() && !seed.equals("random")) {
      long name = (context.containerClass().getName() + "." + context.label()).hashCode();
      attributes.setSeed(seed.equals("fixed") ? Long.toString(name) : seed);
      attributes.setWhenFixedSeed(FixedSeedMode.ALLOW);
    }
    int factor = Integer.getInteger("hadamard.laws.tries", 1);
    if (factor != 1) {
      int tries = attributes.tries().orElse(JQWIK_TRIES);
      attributes.setTries(Math.toIntExact((long) tries * factor));
    }
    return property.execute();
  }

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public int aroundPropertyProximity() {
    // Before every other hook.
    return -100;
  }
}
