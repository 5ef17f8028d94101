package dev.hadamard.reproduce.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the SVG of the chart library the same on every machine and in every run, and fit to stand
 * inside HTML: names instead of random ids, hundredths of a pixel, no style sheet, plain colours.
 */
final class Svg {
  static final String FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif";

  private static final Pattern STYLE = Pattern.compile("(?s)\\s*<style.*?</style>");
  private static final Pattern RULE = Pattern.compile("(?s)\\.([\\w-]+) \\{(.*?)\\}");
  private static final Pattern FILL = Pattern.compile("fill: (#\\w+)");
  private static final Pattern SIZE = Pattern.compile("font-size: ([0-9.]+)px");
  private static final Pattern TEXT =
      Pattern.compile("(?s)<text class=\"([\\w-]+)\"([^>]*)>\\s*(.*?)\\s*</text>");
  private static final Pattern ROOT =
      Pattern.compile("<svg [^>]*width=\"([0-9.]+)\" height=\"([0-9.]+)\"[^>]*>");
  private static final Pattern ID = Pattern.compile(" id=\"(\\w+)\"");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
  private static final Pattern RGB = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");
  private static final Pattern OPAQUE =
      Pattern.compile(" ((fill|stroke)-opacity=\"1\"|clip-bounds-jfx=\"[^\"]*\"|style=\"\")");
  private static final String EMPTY = "(<(line|path|rect|circle)\\b[^>/]*)>\n</\\2>";

  /** Names along an axis that the library centres below it; they shall end at it. */
  private static final Pattern UPRIGHT =
      Pattern.compile(
          "translate\\(0 [0-9.]+ \\) rotate\\(-90 \\) \">\n"
              + "(<text class=\"axis-text-x\"[^>]*)text-anchor=\"middle\"");

  private static final String UPRIGHT_FROM_AXIS =
      "translate(0 9 ) rotate(-90 ) \">\n$1text-anchor=\"end\"";

  private Svg() {}

  static String tidy(String svg, Figure figure, Words words) {
    Map<String, MatchResult> rules = new HashMap<>();
    Matcher style = STYLE.matcher(svg);
    if (style.find()) {
      RULE.matcher(style.group()).results().forEach(rule -> rules.putIfAbsent(rule.group(1), rule));
    }
    String text = STYLE.matcher(svg).replaceAll("");
    text = replace(TEXT, text, found -> text(found, rules, words));
    text = replace(RGB, text, Svg::hex);
    text =
        replace(
            TAG,
            text,
            tag -> replace(NUMBER, tag.group(), n -> number(Double.parseDouble(n.group()))));
    text = OPAQUE.matcher(text).replaceAll("");
    text = replace(ROOT, text, root -> root(root, figure));
    Map<String, String> ids = new HashMap<>();
    ID.matcher(text)
        .results()
        .forEach(id -> ids.putIfAbsent(id.group(1), figure.name() + "-" + (ids.size() + 1)));
    for (Map.Entry<String, String> id : ids.entrySet()) {
      text =
          text.replace("id=\"" + id.getKey() + "\"", "id=\"" + id.getValue() + "\"")
              .replace("#" + id.getKey() + ")", "#" + id.getValue() + ")");
    }
    text = text.replaceAll("\\s*\n\\s*", "\n").replaceAll(EMPTY, "$1/>");
    return UPRIGHT.matcher(text).replaceAll(UPRIGHT_FROM_AXIS).strip() + "\n";
  }

  private static String replace(
      Pattern pattern, String text, Function<MatchResult, String> replacement) {
    return pattern
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(replacement.apply(found)));
  }

  private static String root(MatchResult root, Figure figure) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\""
        + Label.escape(Label.plain(figure.title()))
        + "\" viewBox=\"0 0 %1$s %2$s\" width=\"%1$s\" height=\"%2$s\" font-family=\"%3$s\">"
            .formatted(root.group(1), root.group(2), FONTS);
  }

  private static String text(MatchResult found, Map<String, MatchResult> rules, Words words) {
    String rule = rules.get(found.group(1)).group(2);
    Matcher fill = FILL.matcher(rule);
    Matcher size = SIZE.matcher(rule);
    if (!fill.find() || !size.find()) {
      throw new IllegalStateException("no style for the text " + found.group());
    }
    double pixels = Double.parseDouble(size.group(1));
    return "<text class=\""
        + found.group(1)
        + "\" fill=\""
        + fill.group(1)
        + "\" font-size=\""
        + number(pixels)
        + (rule.contains("font-weight: bold") ? "\" font-weight=\"bold\"" : "\"")
        + found.group(2)
        + ">"
        + Label.svg(words.find(found.group(3)), pixels)
        + "</text>";
  }

  private static String hex(MatchResult rgb) {
    return "#%02x%02x%02x"
        .formatted(
            Integer.parseInt(rgb.group(1)),
            Integer.parseInt(rgb.group(2)),
            Integer.parseInt(rgb.group(3)));
  }

  /** A hundredth of a pixel is enough, and what lies below differs between machines. */
  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
