// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Several ids of one test method. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Tags {
    /** The ids. */
    Tag[] value();
}
