// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.util.Set;

/**
 * A test method of a class that can be run.
 *
 * @param module the folder of the class's module
 * @param testClass the class that is run, {@code a.b.C$D}
 * @param declaredIn the class that has the method; another one if it is inherited
 * @param method the method's name
 * @param ids its tags
 */
record TaggedTest(String module, String testClass, String declaredIn, String method, Set<String> ids) {
    /** As tests are called in tables: the simple name of the class that has the method, and the method. */
    String name() {
        return declaredIn.substring(declaredIn.lastIndexOf('.') + 1).replace('$', '.') + "#" + method;
    }
}
