package dev.hadamard.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SplitMixGeneratorTest {
  /** The first five numbers of seed 1234567 of Vigna's splitmix64.c. */
  @Test
  void publishedNumbers() {
    SplitMixGenerator generator = new SplitMixGenerator(1234567);
    assertEquals(6457827717110365317L, generator.nextLong());
    assertEquals(3203168211198807973L, generator.nextLong());
    assertEquals(Long.parseUnsignedLong("9817491932198370423"), generator.nextLong());
    assertEquals(4593380528125082431L, generator.nextLong());
    assertEquals(Long.parseUnsignedLong("16408922859458223821"), generator.nextLong());
  }

  @Property(tries = 300)
  void theNumbersOfTheJdk(@ForAll long seed) {
    SplittableRandom jdk = new SplittableRandom(seed);
    SplitMixGenerator generator = new SplitMixGenerator(seed);
    for (int i = 0; i < 10; i++) {
      assertEquals(jdk.nextDouble(), generator.nextDouble());
      assertEquals(jdk.nextLong(), generator.nextLong());
    }
    SplitMixGenerator later = new SplitMixGenerator(seed);
    later.skip(20);
    assertEquals(generator.nextLong(), later.nextLong());
  }

  @Test
  void normalNumbers() {
    SplitMixGenerator uniform = new SplitMixGenerator(3);
    double[] normal = new double[50];
    new SplitMixGenerator(3).fillBoxMuller(normal);
    double[] pairs = new double[100];
    uniform.fillUniform(pairs);
    for (int i = 0; i < normal.length; i++) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - pairs[2 * i]));
      double expected = radius * StrictMath.cos(2 * Math.PI * pairs[2 * i + 1]);
      assertEquals(expected, normal[i], 1e-15 * Math.max(1, radius));
    }
    assertThrows(IllegalArgumentException.class, () -> uniform.skip(-1));
  }
}
