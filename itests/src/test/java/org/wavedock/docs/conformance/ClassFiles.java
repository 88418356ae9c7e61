// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Class files of tests that nobody compiled, and that the real scan must not find. */
final class ClassFiles {
    static final String JUNIT5 = "Lorg/junit/jupiter/api/";
    static final String TEST = JUNIT5 + "Test;";

    private final Path folder;
    private final ClassWriter writer = new ClassWriter(0);
    private final String name;

    /** A class, {@code a/B}, with a parent. */
    ClassFiles(Path folder, String name, String parent, boolean isAbstract, String... interfaces) {
        this.folder = folder;
        this.name = name;
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | (isAbstract ? Opcodes.ACC_ABSTRACT : 0),
                name,
                null,
                parent,
                interfaces);
    }

    static ClassFiles test(Path folder, String name) {
        return new ClassFiles(folder, name, "java/lang/Object", false);
    }

    ClassFiles classTag(String tag) {
        value(writer.visitAnnotation(JUNIT5 + "Tag;", true), tag);
        return this;
    }

    /** A method with an annotation, or none if that is null, and tags. */
    ClassFiles method(String method, String annotation, String... tags) {
        return tagged(JUNIT5, method, annotation, tags);
    }

    ClassFiles tagged(String tagPackage, String method, String annotation, String... tags) {
        var visitor = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, method, "()V", null, null);
        if (annotation != null) {
            visitor.visitAnnotation(annotation, true);
        }
        if (tags.length == 1) {
            value(visitor.visitAnnotation(tagPackage + "Tag;", true), tags[0]);
        } else if (tags.length > 1) {
            var both = visitor.visitAnnotation(tagPackage + "Tags;", true);
            var all = both.visitArray("value");
            for (var tag : tags) {
                value(all.visitAnnotation(null, tagPackage + "Tag;"), tag);
            }
            all.visitEnd();
            both.visitEnd();
        }
        return this;
    }

    private static void value(AnnotationVisitor annotation, String value) {
        annotation.visit("value", value);
        annotation.visitEnd();
    }

    void write() throws IOException {
        writer.visitEnd();
        var file = folder.resolve(name + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, writer.toByteArray());
    }
}
