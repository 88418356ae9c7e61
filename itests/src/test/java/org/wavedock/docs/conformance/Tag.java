// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The id that a test method asserts, for the tests of this module: with JUnit 5's annotation on the class path failsafe would
 * choose another provider than Pax Exam needs. Not there at run time, where no container would know it.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@Repeatable(Tags.class)
public @interface Tag {
    /** The id. */
    String value();
}
