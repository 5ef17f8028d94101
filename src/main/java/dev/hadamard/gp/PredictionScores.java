package dev.hadamard.gp;

import dev.hadamard.gp.GpRegression.Prediction;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;
import java.util.List;

/**
 * How good predictions with their variances are, against what came true. Gneiting and Raftery
 * (2007).
 *
 * @param rootMeanSquare of the errors of the means
 * @param meanNegativeLogDensity of the truths under the predicted normal laws; smaller is better
 * @param meanCrps the mean continuous ranked probability score, σ (z (2Φ(z) - 1) + 2φ(z) - 1/√π)
 *     with z = (y - μ)/σ, in the units of the data; smaller is better, and |y - μ| for σ = 0
 */
public record PredictionScores(
    double rootMeanSquare, double meanNegativeLogDensity, double meanCrps) {
  /**
   * Scores predictions.
   *
   * @param predictions of what was then observed: the variance with that of the noise if the truths
   *     have noise; positive
   * @param truths as many
   * @return the scores
   */
  public static PredictionScores of(List<Prediction> predictions, double[] truths) {
    check(predictions, truths);
    double squares = 0;
    double logs = 0;
    double ranked = 0;
    for (int i = 0; i < truths.length; i++) {
      double variance = Requirements.positive("variance " + i, predictions.get(i).variance());
      double error = truths[i] - predictions.get(i).mean();
      double sigma = Math.sqrt(variance);
      double z = error / sigma;
      squares += error * error;
      logs += 0.5 * (z * z + Elementary.log(2 * Math.PI * variance));
      double central = SpecialFunctions.erf(Math.abs(z) * Math.sqrt(0.5));
      ranked +=
          sigma
              * (Math.abs(z) * central
                  + 2 * SpecialFunctions.normalPdf(z)
                  - 1 / Math.sqrt(Math.PI));
    }
    int n = truths.length;
    return new PredictionScores(Math.sqrt(squares / n), logs / n, ranked / n);
  }

  /**
   * The share of truths within the central interval of a probability.
   *
   * @param predictions as in {@link #of}
   * @param truths as many
   * @param probability of the interval, between 0 and 1
   * @return from 0 to 1; near the probability if the variances are right
   */
  public static double coverage(List<Prediction> predictions, double[] truths, double probability) {
    check(predictions, truths);
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "probability is " + probability + ": must be between 0 and 1");
    }
    double reach = SpecialFunctions.normalQuantile(0.5 + 0.5 * probability);
    int within = 0;
    for (int i = 0; i < truths.length; i++) {
      Prediction p = predictions.get(i);
      if (Math.abs(truths[i] - p.mean()) <= reach * Math.sqrt(p.variance())) {
        within++;
      }
    }
    return (double) within / truths.length;
  }

  private static void check(List<Prediction> predictions, double[] truths) {
    if (predictions.isEmpty() || predictions.size() != truths.length) {
      throw new IllegalArgumentException(
          "truths has length "
              + truths.length
              + ": must be the number of predictions, "
              + predictions.size()
              + ", at least 1");
    }
    Requirements.finite("truths", truths);
  }
}
