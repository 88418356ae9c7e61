// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DevicePropertiesTest {
    private @interface Defaults {
        String name() default "card";

        int size_max() default 7;

        double speed() default 1.5;

        boolean loud() default true;

        String[] formats() default {"a", " b"};
    }

    private static DeviceProperties of(Map<String, ?> properties) {
        return new DeviceProperties(properties, Defaults.class, "a card");
    }

    @Test
    void whatIsMissingHasItsDefault() {
        var none = of(Map.of());
        assertThat(none.text("name")).isEqualTo("card");
        assertThat(none.integer("size.max", 7, 7)).isEqualTo(7);
        assertThat(none.number("speed", 1.5, 1.5)).isEqualTo(1.5);
        assertThat(none.flag("loud")).isTrue();
        assertThat(none.list("formats")).containsExactly("a", "b");
    }

    @Test
    void valuesAreTextsOrWhatTheyAre() {
        var texts = of(Map.of("name", " x ", "size.max", "5", "speed", "2", "loud", "false", "formats", "c , d"));
        assertThat(texts.text("name")).isEqualTo("x");
        assertThat(texts.integer("size.max", 1, 9)).isEqualTo(5);
        assertThat(texts.number("speed", 1, 3)).isEqualTo(2);
        assertThat(texts.flag("loud")).isFalse();
        assertThat(texts.list("formats")).containsExactly("c", "d");
        var typed = of(Map.of("size.max", 5L, "loud", false, "formats", List.of(" e", "f"), "name", Set.of("g")));
        assertThat(typed.integer("size.max", 5, 5)).isEqualTo(5);
        assertThat(typed.flag("loud")).isFalse();
        assertThat(typed.list("formats")).containsExactly("e", "f");
        assertThat(typed.list("name")).containsExactly("g");
    }

    @Test
    void wholeNumbersHaveARange() {
        assertThat(of(Map.of("size.max", 1)).integer("size.max", 1, 9)).isEqualTo(1);
        assertThat(of(Map.of("size.max", 9)).integer("size.max", 1, 9)).isEqualTo(9);
        for (var wrong : List.of("0", "10", "x", "1.5", "99999999999", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> of(Map.of("size.max", wrong)).integer("size.max", 1, 9))
                    .withMessage(
                            "property size.max of a card is \"" + wrong + "\", expected a whole number from 1 to 9");
        }
    }

    @Test
    void numbersHaveARange() {
        assertThat(of(Map.of("speed", 0.5)).number("speed", 0.5, 2)).isEqualTo(0.5);
        assertThat(of(Map.of("speed", "2")).number("speed", 0.5, 2)).isEqualTo(2);
        for (var wrong : List.of("0.4", "2.1", "NaN", "fast")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> of(Map.of("speed", wrong)).number("speed", 0.5, 2))
                    .withMessageContaining("speed of a card is \"" + wrong + "\", expected a number from 0.5 to 2.0");
        }
    }

    @Test
    void whatIsWrongIsShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("loud", "yes")).flag("loud"))
                .withMessage("property loud of a card is \"yes\", expected true or false");
        var cause = new IllegalStateException("below");
        assertThat(of(Map.of("formats", new String[] {"x", "y"})).invalid("formats", "some of a, b", cause))
                .hasMessage("property formats of a card is \"[x, y]\", expected some of a, b")
                .hasCause(cause);
        assertThatIllegalStateException()
                .isThrownBy(() -> of(Map.of()).text("nothing"))
                .withMessageContaining("lacks nothing");
    }
}
