package io.segue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void medianIsTheMiddleOneWhateverTheOrder() {
    Spread spread = Spread.of(3, 1, 2);

    assertThat(spread).isEqualTo(new Spread(2, 1, 3, List.of(3.0, 1.0, 2.0)));
  }

  @Test
  void oneRoundIsItsOwnSpread() {
    assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7, List.of(7.0)));
  }

  @Test
  void jsonKeepsTheRoundsInTheirOrder() {
    ObjectNode root = new ObjectMapper().createObjectNode();

    Spread.of(3, 1, 2).put(root, "figure");

    assertThat(root)
        .hasToString(
            "{\"figure\":{\"median\":2.0,\"lowest\":1.0,\"highest\":3.0,\"rounds\":[3.0,1.0,2.0]}}");
  }

  @Test
  void rowShowsDecimalsOfSmallFiguresOnly() {
    assertThat(Spread.of(0.25).row("share")).contains("0.25");
    assertThat(Spread.of(123_456.7).row("events/s")).contains("123,457");
  }
}
