// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.util.List;

/**
 * What is known of one id.
 *
 * @param assertion what it asserts
 * @param state how it stands
 * @param tests the tests that assert it, as tables call them
 * @param evidence a mutant that one of them found, or why there is no test; empty if there is nothing to say
 */
record Row(String id, String assertion, State state, List<String> tests, String evidence) {
    /** How an id stands. */
    enum State {
        /** All of its tests are green, and one was seen to be red. */
        PASSED("passed"),
        /** Something is wrong with it. */
        FAILED("FAILED"),
        /** It is on the list of those that wait for a test or a mutant. */
        PENDING("NOT YET"),
        /** It means nothing in Java. */
        EXEMPT("not in Java");

        private final String words;

        State(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
