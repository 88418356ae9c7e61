// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceDescriptionTest {
    @ParameterizedTest
    @ValueSource(strings = {"sim0", "hw:0,0", "plughw:CARD=PCH,DEV=0", "a.b_c-d", "0"})
    void namesThatPeopleCanTypeAreTaken(String name) {
        var description = new DeviceDescription(name, "A card");

        assertThat(description.name()).isEqualTo(name);
        assertThat(description.fifoFrames()).isZero();
        assertThat(description.startFrames()).isZero();
        assertThat(description.substreams()).isZero();
        assertThat(description.withSubstreams(3)).isEqualTo(new DeviceDescription(name, "A card", 0, 0, name, 3));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "two words", "sim0\n", "naïve", "a/b", "\"", "a*"})
    void otherNamesAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceDescription(name, "A card"))
                .withMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "0, -1, 0", "0, 0, -1"})
    void negativeNumbersAreRefused(int fifoFrames, int startFrames, int substreams) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceDescription("sim0", "A card", fifoFrames, startFrames, "sim0", substreams))
                .withMessageContaining("sim0");
    }

    @Test
    void aMissingDescriptionIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> new DeviceDescription("sim0", null));
    }

    @Test
    void aDeviceIsRecognisedByItsNameUnlessItSaysOtherwise() {
        var description = new DeviceDescription("sim0", "A card", 3, 4);

        assertThat(description.identity()).isEqualTo("sim0");
        assertThat(description.identifiedBy("serial/17"))
                .isEqualTo(new DeviceDescription("sim0", "A card", 3, 4, "serial/17", 0));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "a b", "a\t"})
    void anIdentityHasNoBlanks(String identity) {
        var description = new DeviceDescription("sim0", "A card");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> description.identifiedBy(identity))
                .withMessageContaining("identity");
    }
}
