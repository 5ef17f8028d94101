package consumer;

import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Simd;
import dev.hadamard.random.Streams;

/** Prints the bits of a few results, and whether vectors were used. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    double[] noise = new double[10_000];
    Streams.of(42).substream("noise").generator().fillNormal(noise);
    double[] weights = new double[noise.length];
    Elementary.exp(noise, weights);
    print("norm", Reductions.norm(noise));
    print("weights", Reductions.sum(weights));
    print("theta", SlepianIia.of(DiffusionCorrelation.of(2)).persistency().theta());
    System.out.println("simd " + (Simd.enabled() ? "on" : "off"));
  }

  private static void print(String name, double value) {
    System.out.println(name + " " + value + " " + Long.toHexString(Double.doubleToLongBits(value)));
  }
}
