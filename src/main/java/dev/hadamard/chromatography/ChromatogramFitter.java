package dev.hadamard.chromatography;

import dev.hadamard.chromatography.AnalyteFitter.Start;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits every peak of a chromatogram: detection, then each analyte alone within 4.5 standard
 * deviations, with the fits of its neighbours subtracted and a baseline of its own, until nothing
 * changes. Peaks with a resolution below 1.2 are fitted together.
 *
 * @param fitter how an analyte is fitted
 * @param detector how peaks are found
 */
public record ChromatogramFitter(AnalyteFitter fitter, PeakDetector detector) {
  private static final double FWHM = 2.3548200450309493;
  private static final double WINDOW = 4.5;
  private static final double TOGETHER = 1.2;
  private static final int SWEEPS = 8;

  /**
   * A fitted chromatogram.
   *
   * @param peaks the peaks that were fitted, by time
   * @param fits their fits
   * @param noise the standard deviation of the noise, from differences of neighbours
   * @param curve the sum of the fitted peaks and the baseline at each point
   * @param warnings what was left out, and why
   */
  public record Result(
      List<Peak> peaks,
      List<AnalyteFit> fits,
      double noise,
      double[] curve,
      List<String> warnings) {
    /** Keeps copies. */
    public Result {
      peaks = List.copyOf(peaks);
      fits = List.copyOf(fits);
      warnings = List.copyOf(warnings);
    }
  }

  /** Peaks that are fitted together. */
  private static final class Group {
    final List<Peak> peaks = new ArrayList<>();
    List<AnalyteFit> fits = List.of();
    double from;
    double to;
  }

  /**
   * Fits all peaks after the hold-up time of the fitter.
   *
   * @param chromatogram the signal
   * @return the fits, perhaps none
   */
  public Result fit(Chromatogram chromatogram) {
    return fit(chromatogram, fitter.holdUpTime());
  }

  /**
   * Fits.
   *
   * @param chromatogram the signal
   * @param holdUpTime peaks before it have no fit
   * @return the fits, perhaps none
   */
  public Result fit(Chromatogram chromatogram, double holdUpTime) {
    PeakDetector.Detection detection = detector.detect(chromatogram);
    List<String> warnings = new ArrayList<>(detection.warnings());
    List<Group> groups = new ArrayList<>();
    Peak last = null;
    for (Peak peak : detection.peaks()) {
      if (!(peak.apex() > 1.001 * holdUpTime)) {
        warnings.add(
            "peak at %s s not fitted: not after the hold-up time %s"
                .formatted(peak.apex(), holdUpTime));
        continue;
      }
      if (last == null || last.resolution(peak) >= TOGETHER) {
        groups.add(new Group());
      }
      groups.getLast().peaks.add(peak);
      last = peak;
    }
    for (Group group : groups) {
      Peak first = group.peaks.getFirst();
      Peak end = group.peaks.getLast();
      group.from = first.apex() - WINDOW * first.widthHalf() / FWHM;
      group.to = end.apex() + WINDOW * end.widthHalf() / FWHM;
    }
    double[] t = chromatogram.times();
    double[] y = chromatogram.signal();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double change = 0;
      for (Group group : List.copyOf(groups)) {
        List<AnalyteFit> before = group.fits;
        double[] rest = y.clone();
        for (Group other : groups) {
          if (!other.equals(group)) {
            for (AnalyteFit fit : other.fits) {
              double[] peak = fit.peak(t);
              for (int i = 0; i < rest.length; i++) {
                rest[i] -= peak[i];
              }
            }
          }
        }
        if (!fit(group, t, rest, warnings)) {
          groups.remove(group);
          continue;
        }
        for (int j = 0; j < group.fits.size(); j++) {
          double k = group.fits.get(j).retentionFactor();
          double error = group.fits.get(j).retentionFactorError();
          change =
              Math.max(
                  change,
                  before.isEmpty()
                      ? Double.POSITIVE_INFINITY
                      : Math.abs(before.get(j).retentionFactor() - k) / error);
        }
      }
      if (change < 1e-4) {
        break;
      }
    }
    List<Peak> peaks = new ArrayList<>();
    List<AnalyteFit> fits = new ArrayList<>();
    for (Group group : groups) {
      peaks.addAll(group.peaks);
      fits.addAll(group.fits);
    }
    return new Result(
        peaks, fits, detection.noise(), curve(t, detection.baseline(), groups), warnings);
  }

  private boolean fit(Group group, double[] t, double[] y, List<String> warnings) {
    int from = 0;
    while (from < t.length && t[from] < group.from) {
      from++;
    }
    int to = from;
    while (to < t.length && t[to] <= group.to) {
      to++;
    }
    List<Start> starts = new ArrayList<>();
    for (int j = 0; j < group.peaks.size(); j++) {
      Peak peak = group.peaks.get(j);
      if (group.fits.isEmpty()) {
        starts.add(fitter.start(peak.apex(), peak.widthHalf(), peak.height()));
      } else {
        starts.add(fitter.start(group.fits.get(j)));
      }
    }
    try {
      group.fits =
          fitter.fit(
              java.util.Arrays.copyOfRange(t, from, to),
              java.util.Arrays.copyOfRange(y, from, to),
              starts);
      return true;
    } catch (IllegalArgumentException tooFew) {
      warnings.add(
          "peak at %s s not fitted: %s"
              .formatted(group.peaks.getFirst().apex(), tooFew.getMessage()));
      return false;
    }
  }

  private static double[] curve(double[] t, double[] baseline, List<Group> groups) {
    double[] curve = baseline.clone();
    for (Group group : groups) {
      double[] own = group.fits.getFirst().curve(t);
      double[] first = group.fits.getFirst().peak(t);
      for (int i = 0; i < t.length; i++) {
        if (t[i] >= group.from && t[i] <= group.to) {
          curve[i] = own[i] - first[i];
        }
      }
    }
    for (Group group : groups) {
      for (AnalyteFit fit : group.fits) {
        double[] peak = fit.peak(t);
        for (int i = 0; i < t.length; i++) {
          curve[i] += peak[i];
        }
      }
    }
    return curve;
  }
}
