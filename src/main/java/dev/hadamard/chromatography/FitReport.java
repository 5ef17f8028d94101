package dev.hadamard.chromatography;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fitted chromatogram as text for other programs: the curves and the table of peaks as CSV, and
 * both as JSON. Numbers have all their digits; those that are not finite are strings in JSON.
 *
 * @param data the signal that was fitted
 * @param result its fit
 */
public record FitReport(Chromatogram data, ChromatogramFitter.Result result) {
  /** Checks that the two belong together. */
  public FitReport {
    if (result.curve().length != data.size()) {
      throw new IllegalArgumentException(
          "result has a curve of %d points: must have the %d of data"
              .formatted(result.curve().length, data.size()));
    }
  }

  /**
   * Time, signal, fit, residual, and each peak without its baseline: one line for each point.
   *
   * @return lines under a header
   */
  public String curvesCsv() {
    StringBuilder csv = new StringBuilder("time (s),signal,fit,residual");
    List<double[]> columns = columns();
    for (int j = 1; j <= result.fits().size(); j++) {
      csv.append(",peak").append(j);
    }
    csv.append('\n');
    for (int i = 0; i < data.size(); i++) {
      for (int c = 0; c < columns.size(); c++) {
        csv.append(c == 0 ? "" : ",").append(columns.get(c)[i]);
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private List<double[]> columns() {
    double[] t = data.times();
    double[] y = data.signal();
    double[] residual = y.clone();
    for (int i = 0; i < residual.length; i++) {
      residual[i] -= result.curve()[i];
    }
    List<double[]> columns = new ArrayList<>(List.of(t, y, result.curve(), residual));
    result.fits().forEach(fit -> columns.add(fit.peak(t)));
    return columns;
  }

  /**
   * One line for each peak: what was measured on the signal, the parameters and their standard
   * errors.
   *
   * @return lines under a header
   */
  public String peaksCsv() {
    StringBuilder csv = new StringBuilder();
    for (int j = 0; j < result.fits().size(); j++) {
      Map<String, Double> row = peak(j);
      if (j == 0) {
        csv.append(String.join(",", row.keySet())).append('\n');
      }
      csv.append(String.join(",", row.values().stream().map(v -> Double.toString(v)).toList()));
      csv.append('\n');
    }
    return csv.toString();
  }

  private Map<String, Double> peak(int j) {
    Peak peak = result.peaks().get(j);
    AnalyteFit fit = result.fits().get(j);
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("apex", peak.apex());
    row.put("height", peak.height());
    row.put("start", peak.start());
    row.put("end", peak.end());
    row.put("widthHalf", peak.widthHalf());
    row.put("width10", peak.width10());
    row.put("width05", peak.width05());
    row.put("widthBase", peak.widthBase());
    row.put("plates", peak.plates());
    row.put("platesTangent", peak.platesTangent());
    row.put("platesFoleyDorsey", peak.platesFoleyDorsey());
    row.put("asymmetry", peak.asymmetry());
    row.put("tailing", peak.tailing());
    row.put("signalToNoise", peak.signalToNoise());
    row.put("resolution", j > 0 ? peak.resolution(result.peaks().get(j - 1)) : Double.NaN);
    row.put("retentionTime", fit.retentionTime());
    row.put("area", fit.area());
    row.put("retentionFactor", fit.retentionFactor());
    row.put("retentionFactorError", fit.retentionFactorError());
    row.put("transferUnits", fit.transferUnits());
    row.put("transferUnitsError", fit.transferUnitsError());
    row.put("amplitude", fit.amplitude());
    row.put("amplitudeError", fit.amplitudeError());
    row.put("baseline", fit.baseline());
    row.put("baselineSlope", fit.baselineSlope());
    row.put("desorptionRate", fit.desorptionRate());
    row.put("desorptionRateError", fit.desorptionRateError());
    row.put("adsorptionRate", fit.adsorptionRate());
    row.put("adsorptionRateError", fit.adsorptionRateError());
    row.put("holdUpTime", fit.holdUpTime());
    row.put("holdUpTimeError", fit.holdUpTimeError());
    row.put("timeConstant", fit.timeConstant());
    row.put("timeConstantError", fit.timeConstantError());
    row.put("peclet", fit.peclet());
    row.put("pecletError", fit.pecletError());
    row.put("runsDeviate", fit.runsDeviate());
    return row;
  }

  /**
   * The noise, the warnings, the peaks with the keys of {@link #peaksCsv}, and the curves as
   * arrays.
   *
   * @return one JSON object
   */
  public String json() {
    StringBuilder json = new StringBuilder("{\"noise\":").append(number(result.noise()));
    json.append(",\"repairs\":").append(strings(data.repairs()));
    json.append(",\"warnings\":").append(strings(result.warnings())).append(",\"peaks\":[");
    for (int j = 0; j < result.fits().size(); j++) {
      json.append(j > 0 ? "," : "").append('{');
      peak(j)
          .forEach(
              (key, value) ->
                  json.append('"').append(key).append("\":").append(number(value)).append(','));
      json.append("\"warnings\":").append(strings(result.fits().get(j).warnings())).append('}');
    }
    json.append("],\"curves\":{");
    List<double[]> columns = columns();
    String[] names = {"time", "signal", "fit", "residual"};
    for (int c = 0; c < columns.size(); c++) {
      json.append(c > 0 ? ",\"" : "\"").append(c < 4 ? names[c] : "peak" + (c - 3)).append("\":[");
      double[] column = columns.get(c);
      for (int i = 0; i < column.length; i++) {
        json.append(i > 0 ? "," : "").append(number(column[i]));
      }
      json.append(']');
    }
    return json.append("}}\n").toString();
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "\"" + value + "\"";
  }

  private static String strings(List<String> texts) {
    StringBuilder json = new StringBuilder("[");
    for (String text : texts) {
      json.append(json.length() > 1 ? ",\"" : "\"");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
          json.append('\\').append(c);
        } else if (c < ' ') {
          json.append("\\u%04x".formatted((int) c));
        } else {
          json.append(c);
        }
      }
      json.append('"');
    }
    return json.append(']').toString();
  }
}
