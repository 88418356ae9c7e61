// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

/** What became of a test; the later ones hide the earlier ones. */
enum Outcome {
    /** Green. */
    PASSED("passed"),
    /** An assumption or a condition was not met. */
    SKIPPED("skipped"),
    /** No report names it. */
    ABSENT("did not run"),
    /** Red, or it did not come to its end. */
    FAILED("failed");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    /** The worse of two. */
    Outcome and(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public String toString() {
        return words;
    }
}
