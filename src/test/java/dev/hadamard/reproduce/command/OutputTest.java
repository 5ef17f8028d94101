package dev.hadamard.reproduce.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
  private static Output example() {
    return Output.of()
        .put("survivalAmplitude", 0.1)
        .put("count", 3)
        .put("valid", true)
        .put("regime", "exponential \"tail\"")
        .put("times", new double[] {1, 2.5})
        .put("density", new double[] {0.25, Double.NaN})
        .put("rows", List.of(Output.of().put("x", 1.0), Output.of().put("x", 2.0).put("y", "a")))
        .put("inner", Output.of().put("limit", Double.NEGATIVE_INFINITY));
  }

  @Test
  void jsonKeepsEveryBit() throws Exception {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      example().writeJson(json);
    }
    assertEquals(
        """
        {"survivalAmplitude":0.10000000000000001,"count":3,"valid":true,\
        "regime":"exponential \\"tail\\"","times":[1.0,2.5],"density":[0.25,"NaN"],\
        "rows":[{"x":1.0},{"x":2.0,"y":"a"}],"inner":{"limit":"-Infinity"}}""",
        text.toString());
  }

  @Test
  void textIsAligned() {
    assertEquals(
        """
        survival amplitude  0.1
        count               3
        valid               true
        regime              exponential "tail"
        times  density
        -----  -------
            1     0.25
          2.5      NaN
        x  y
        -  -
        1
        2  a
        inner
          limit  -Infinity
        """,
        example().text());
  }

  @Test
  void aKeyStandsOnce() {
    Output output = Output.of().put("x", 1);
    assertThrows(IllegalArgumentException.class, () -> output.put("x", 2));
  }
}
