// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.check;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The tests of this class misuse channels on purpose; {@link MisuseGuard} lets them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ProvokesViolations {}
