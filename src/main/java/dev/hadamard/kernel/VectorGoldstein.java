package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ScalarGoldstein} in vectors; the rest of a length goes to it. */
final class VectorGoldstein implements GoldsteinKernels {
  private static final VectorSpecies<Double> SPECIES = VectorWidth.DOUBLE;
  private static final int LANES = SPECIES.length();
  private static final ScalarGoldstein SCALAR = new ScalarGoldstein();
  private static final DoubleVector ZERO = c(0);
  private static final DoubleVector HALF = c(0.5);
  private static final DoubleVector ONE = c(1);
  private static final DoubleVector FOUR_PI = c(4 * Math.PI);
  private static final DoubleVector ROOT_PI = c(ScalarGoldstein.ROOT_PI);
  private static final DoubleVector SERIES_INVERSE = c(ScalarGoldstein.SERIES_INVERSE);
  private static final DoubleVector SERIES_B = c(ScalarGoldstein.SERIES_B);
  private static final DoubleVector P0 = c(ScalarGoldstein.PLAIN[0]);
  private static final DoubleVector P1 = c(ScalarGoldstein.PLAIN[1]);
  private static final DoubleVector P2 = c(ScalarGoldstein.PLAIN[2]);
  private static final DoubleVector P3 = c(ScalarGoldstein.PLAIN[3]);
  private static final DoubleVector P4 = c(ScalarGoldstein.PLAIN[4]);
  private static final DoubleVector P5 = c(ScalarGoldstein.PLAIN[5]);
  private static final DoubleVector P6 = c(ScalarGoldstein.PLAIN[6]);
  private static final DoubleVector S0_0 = c(ScalarGoldstein.POLE[0][0]);
  private static final DoubleVector S1_0 = c(ScalarGoldstein.POLE[1][0]);
  private static final DoubleVector S1_1 = c(ScalarGoldstein.POLE[1][1]);
  private static final DoubleVector S2_0 = c(ScalarGoldstein.POLE[2][0]);
  private static final DoubleVector S2_1 = c(ScalarGoldstein.POLE[2][1]);
  private static final DoubleVector S2_2 = c(ScalarGoldstein.POLE[2][2]);
  private static final DoubleVector S3_0 = c(ScalarGoldstein.POLE[3][0]);
  private static final DoubleVector S3_1 = c(ScalarGoldstein.POLE[3][1]);
  private static final DoubleVector S3_2 = c(ScalarGoldstein.POLE[3][2]);
  private static final DoubleVector S3_3 = c(ScalarGoldstein.POLE[3][3]);
  private static final DoubleVector S4_0 = c(ScalarGoldstein.POLE[4][0]);
  private static final DoubleVector S4_1 = c(ScalarGoldstein.POLE[4][1]);
  private static final DoubleVector S4_2 = c(ScalarGoldstein.POLE[4][2]);
  private static final DoubleVector S4_3 = c(ScalarGoldstein.POLE[4][3]);
  private static final DoubleVector S4_4 = c(ScalarGoldstein.POLE[4][4]);
  private static final DoubleVector S5_0 = c(ScalarGoldstein.POLE[5][0]);
  private static final DoubleVector S5_1 = c(ScalarGoldstein.POLE[5][1]);
  private static final DoubleVector S5_2 = c(ScalarGoldstein.POLE[5][2]);
  private static final DoubleVector S5_3 = c(ScalarGoldstein.POLE[5][3]);
  private static final DoubleVector S5_4 = c(ScalarGoldstein.POLE[5][4]);
  private static final DoubleVector S5_5 = c(ScalarGoldstein.POLE[5][5]);
  private static final DoubleVector S6_0 = c(ScalarGoldstein.POLE[6][0]);
  private static final DoubleVector S6_1 = c(ScalarGoldstein.POLE[6][1]);
  private static final DoubleVector S6_2 = c(ScalarGoldstein.POLE[6][2]);
  private static final DoubleVector S6_3 = c(ScalarGoldstein.POLE[6][3]);
  private static final DoubleVector S6_4 = c(ScalarGoldstein.POLE[6][4]);
  private static final DoubleVector S6_5 = c(ScalarGoldstein.POLE[6][5]);
  private static final DoubleVector S6_6 = c(ScalarGoldstein.POLE[6][6]);
  private static final DoubleVector Q0 = c(-ScalarGoldstein.QUARTER[0]);
  private static final DoubleVector W0 = c(ScalarGoldstein.WEIGHT[0]);
  private static final DoubleVector Q1 = c(-ScalarGoldstein.QUARTER[1]);
  private static final DoubleVector W1 = c(ScalarGoldstein.WEIGHT[1]);
  private static final DoubleVector Q2 = c(-ScalarGoldstein.QUARTER[2]);
  private static final DoubleVector W2 = c(ScalarGoldstein.WEIGHT[2]);
  private static final DoubleVector Q3 = c(-ScalarGoldstein.QUARTER[3]);
  private static final DoubleVector W3 = c(ScalarGoldstein.WEIGHT[3]);
  private static final DoubleVector Q4 = c(-ScalarGoldstein.QUARTER[4]);
  private static final DoubleVector W4 = c(ScalarGoldstein.WEIGHT[4]);
  private static final DoubleVector Q5 = c(-ScalarGoldstein.QUARTER[5]);
  private static final DoubleVector W5 = c(ScalarGoldstein.WEIGHT[5]);
  private static final DoubleVector Q6 = c(-ScalarGoldstein.QUARTER[6]);
  private static final DoubleVector W6 = c(ScalarGoldstein.WEIGHT[6]);
  private static final DoubleVector Q7 = c(-ScalarGoldstein.QUARTER[7]);
  private static final DoubleVector W7 = c(ScalarGoldstein.WEIGHT[7]);
  private static final DoubleVector Q8 = c(-ScalarGoldstein.QUARTER[8]);
  private static final DoubleVector W8 = c(ScalarGoldstein.WEIGHT[8]);
  private static final DoubleVector Q9 = c(-ScalarGoldstein.QUARTER[9]);
  private static final DoubleVector W9 = c(ScalarGoldstein.WEIGHT[9]);
  private static final DoubleVector Q10 = c(-ScalarGoldstein.QUARTER[10]);
  private static final DoubleVector W10 = c(ScalarGoldstein.WEIGHT[10]);
  private static final DoubleVector Q11 = c(-ScalarGoldstein.QUARTER[11]);
  private static final DoubleVector W11 = c(ScalarGoldstein.WEIGHT[11]);
  private static final DoubleVector Q12 = c(-ScalarGoldstein.QUARTER[12]);
  private static final DoubleVector W12 = c(ScalarGoldstein.WEIGHT[12]);
  private static final DoubleVector Q13 = c(-ScalarGoldstein.QUARTER[13]);
  private static final DoubleVector W13 = c(ScalarGoldstein.WEIGHT[13]);

  @Override
  public void prepare(
      double[] x, int xOffset, double[] y, int yOffset, GoldsteinScratch scratch, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector xi = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector yi = DoubleVector.fromArray(SPECIES, y, yOffset + i);
      DoubleVector rootX = xi.sqrt();
      DoubleVector rootY = yi.sqrt();
      DoubleVector errorX = rootX.neg().fma(rootX, xi).div(rootX.add(rootX));
      DoubleVector errorY = rootY.neg().fma(rootY, yi).div(rootY.add(rootY));
      DoubleVector sum = rootX.add(rootY);
      DoubleVector sumTail =
          rootX.min(rootY).sub(sum.sub(rootX.max(rootY))).add(errorX).add(errorY);
      DoubleVector difference = xi.sub(yi);
      DoubleVector part = difference.sub(xi);
      DoubleVector differenceTail = xi.sub(difference.sub(part)).sub(yi.add(part));
      DoubleVector d = difference.div(sum);
      DoubleVector tail =
          d.neg().fma(sum, difference).add(differenceTail).sub(d.mul(sumTail)).div(sum);
      DoubleVector square = d.mul(d);
      d.intoArray(scratch.difference, i);
      d.fma(d, square.neg()).add(d.add(d).mul(tail)).intoArray(scratch.tail, i);
      d.abs().intoArray(scratch.absolute, i);
      square.neg().intoArray(scratch.exponential, i);
      DoubleVector z = rootX.mul(rootY);
      DoubleVector rootZ = z.sqrt();
      DoubleVector b = d.div(rootZ.add(rootZ));
      DoubleVector s = b.fma(b, ONE).sqrt();
      DoubleVector all = s.add(b.abs());
      ONE.div(z).intoArray(scratch.inverse, i);
      b.intoArray(scratch.b, i);
      s.intoArray(scratch.root, i);
      all.blend(ONE.div(all), b.compare(VectorOperators.LT, ZERO)).intoArray(scratch.beta, i);
      ONE.div(rootZ.mul(FOUR_PI)).intoArray(scratch.smooth, i);
    }
    SCALAR.prepare(x, xOffset, y, yOffset, scratch, i, n);
  }

  @Override
  public void sum(GoldsteinScratch scratch, int n) {
    int bound = SPECIES.loopBound(n);
    outer(scratch, bound);
    inner(scratch, bound);
    series(scratch, bound);
  }

  /**
   * How many lanes are in the range of the series. No vector is passed or returned: where the
   * compiler does not inline this, it would go to the heap.
   */
  private static int inSeries(GoldsteinScratch scratch, int i) {
    return DoubleVector.fromArray(SPECIES, scratch.inverse, i)
        .compare(VectorOperators.LE, SERIES_INVERSE)
        .and(
            DoubleVector.fromArray(SPECIES, scratch.b, i)
                .abs()
                .compare(VectorOperators.LE, SERIES_B))
        .trueCount();
  }

  /**
   * The blocks with a point in the range of the series; where not all are, one by one. Written out,
   * as the next one is.
   */
  private static void series(GoldsteinScratch scratch, int bound) {
    for (int i = 0; i < bound; i += LANES) {
      int inside = inSeries(scratch, i);
      if (inside == LANES) {
        DoubleVector inverse = DoubleVector.fromArray(SPECIES, scratch.inverse, i);
        DoubleVector a = ONE.div(DoubleVector.fromArray(SPECIES, scratch.root, i).add(ONE));
        DoubleVector pole =
            S6_0.fma(a, S6_1).fma(a, S6_2).fma(a, S6_3).fma(a, S6_4).fma(a, S6_5).fma(a, S6_6);
        pole =
            pole.fma(
                inverse, S5_0.fma(a, S5_1).fma(a, S5_2).fma(a, S5_3).fma(a, S5_4).fma(a, S5_5));
        pole = pole.fma(inverse, S4_0.fma(a, S4_1).fma(a, S4_2).fma(a, S4_3).fma(a, S4_4));
        pole = pole.fma(inverse, S3_0.fma(a, S3_1).fma(a, S3_2).fma(a, S3_3));
        pole = pole.fma(inverse, S2_0.fma(a, S2_1).fma(a, S2_2));
        pole = pole.fma(inverse, S1_0.fma(a, S1_1));
        pole = pole.fma(inverse, S0_0);
        DoubleVector plain =
            P6.fma(inverse, P5)
                .fma(inverse, P4)
                .fma(inverse, P3)
                .fma(inverse, P2)
                .fma(inverse, P1)
                .fma(inverse, P0);
        DoubleVector.fromArray(SPECIES, scratch.b, i)
            .mul(a)
            .fma(pole, plain)
            .mul(ROOT_PI)
            .mul(DoubleVector.fromArray(SPECIES, scratch.smooth, i))
            .intoArray(scratch.smooth, i);
      } else if (inside > 0) {
        for (int k = i; k < i + LANES; k++) {
          scratch.smooth[k] *=
              ScalarGoldstein.sum(
                  scratch.inverse[k], scratch.b[k], scratch.root[k], scratch.beta[k]);
        }
      }
    }
  }

  /**
   * The small nodes; erfcx is not there yet, its place holds the sum. Written out: of calls with
   * vectors the compiler does not inline the last ones, and then their vectors go to the heap.
   */
  private static void outer(GoldsteinScratch scratch, int bound) {
    for (int i = 0; i < bound; i += LANES) {
      if (inSeries(scratch, i) > 0) {
        continue;
      }
      DoubleVector inverse = DoubleVector.fromArray(SPECIES, scratch.inverse, i);
      DoubleVector s = DoubleVector.fromArray(SPECIES, scratch.root, i);
      DoubleVector beta = DoubleVector.fromArray(SPECIES, scratch.beta, i);
      // The last two nodes may be beyond the end of the sum, the others exist for xy from 64 on.
      DoubleVector inside = Q13.fma(inverse, ONE);
      VectorMask<Double> there = inside.compare(VectorOperators.GT, ScalarGoldstein.END);
      DoubleVector r = ONE.blend(inside, there).sqrt();
      DoubleVector sum = ZERO.blend(W13.fma(r.add(beta).div(r.add(s).mul(r)), ZERO), there);
      inside = Q12.fma(inverse, ONE);
      there = inside.compare(VectorOperators.GT, ScalarGoldstein.END);
      r = ONE.blend(inside, there).sqrt();
      sum = sum.blend(W12.fma(r.add(beta).div(r.add(s).mul(r)), sum), there);
      r = Q11.fma(inverse, ONE).sqrt();
      sum = W11.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      r = Q10.fma(inverse, ONE).sqrt();
      sum = W10.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      r = Q9.fma(inverse, ONE).sqrt();
      sum = W9.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      r = Q8.fma(inverse, ONE).sqrt();
      sum = W8.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      r = Q7.fma(inverse, ONE).sqrt();
      sum = W7.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      sum.intoArray(scratch.erfcx, i);
    }
  }

  private static void inner(GoldsteinScratch scratch, int bound) {
    for (int i = 0; i < bound; i += LANES) {
      if (inSeries(scratch, i) > 0) {
        continue;
      }
      DoubleVector inverse = DoubleVector.fromArray(SPECIES, scratch.inverse, i);
      DoubleVector s = DoubleVector.fromArray(SPECIES, scratch.root, i);
      DoubleVector beta = DoubleVector.fromArray(SPECIES, scratch.beta, i);
      DoubleVector sum = DoubleVector.fromArray(SPECIES, scratch.erfcx, i);
      DoubleVector r = Q6.fma(inverse, ONE).sqrt();
      sum = W6.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      r = Q5.fma(inverse, ONE).sqrt();
      sum = W5.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      r = Q4.fma(inverse, ONE).sqrt();
      sum = W4.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      r = Q3.fma(inverse, ONE).sqrt();
      sum = W3.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      r = Q2.fma(inverse, ONE).sqrt();
      sum = W2.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      r = Q1.fma(inverse, ONE).sqrt();
      sum = W1.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      r = Q0.fma(inverse, ONE).sqrt();
      sum = W0.fma(r.add(beta).div(r.add(s).mul(r)), sum);
      sum.mul(DoubleVector.fromArray(SPECIES, scratch.smooth, i)).intoArray(scratch.smooth, i);
    }
  }

  @Override
  public void finish(
      GoldsteinScratch scratch,
      double[] value,
      int valueOffset,
      double[] rest,
      int restOffset,
      int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector smooth = DoubleVector.fromArray(SPECIES, scratch.smooth, i);
      VectorMask<Double> negative =
          DoubleVector.fromArray(SPECIES, scratch.difference, i).compare(VectorOperators.LT, ZERO);
      DoubleVector factor =
          DoubleVector.fromArray(SPECIES, scratch.erfcx, i)
              .mul(HALF)
              .add(smooth.blend(smooth.neg(), negative));
      DoubleVector small =
          DoubleVector.fromArray(SPECIES, scratch.exponential, i)
              .mul(ONE.sub(DoubleVector.fromArray(SPECIES, scratch.tail, i)))
              .mul(factor)
              .min(ONE);
      DoubleVector large = ONE.sub(small);
      small.blend(large, negative).intoArray(value, valueOffset + i);
      large.blend(small, negative).intoArray(rest, restOffset + i);
    }
    SCALAR.finish(scratch, value, valueOffset, rest, restOffset, i, n);
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
