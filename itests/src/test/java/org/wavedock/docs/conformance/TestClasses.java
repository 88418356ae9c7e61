// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds the tagged tests among compiled classes, inherited ones too, without loading a class. */
final class TestClasses {
    private static final Set<String> TAG = Set.of("Lorg/junit/jupiter/api/Tag;", "Lorg/wavedock/docs/conformance/Tag;");
    private static final Set<String> TAGS =
            Set.of("Lorg/junit/jupiter/api/Tags;", "Lorg/wavedock/docs/conformance/Tags;");
    private static final Set<String> TEST = Set.of(
            "Lorg/junit/jupiter/api/Test;",
            "Lorg/junit/jupiter/api/RepeatedTest;",
            "Lorg/junit/jupiter/api/TestFactory;",
            "Lorg/junit/jupiter/params/ParameterizedTest;",
            "Lorg/junit/Test;");

    /** The names by which surefire and failsafe choose; what is called otherwise is run by other tests, if at all. */
    private static final Pattern RUN =
            Pattern.compile("(?:.*\\.)?(?:Test[^.$]*|[^.$]*(?:Tests?|TestCase|IT))(?:\\$.*)?");

    private static final class Type extends ClassVisitor {
        private final String module;
        private final boolean canRun;
        private final List<String> parents = new ArrayList<>();
        private final Map<String, Method> methods = new LinkedHashMap<>();
        private final Set<String> tags = new LinkedHashSet<>();
        private String name;
        private boolean isAbstract;

        Type(String module, boolean canRun) {
            super(Opcodes.ASM9);
            this.module = module;
            this.canRun = canRun;
        }

        @Override
        public void visit(int version, int access, String self, String sig, String superName, String[] interfaces) {
            name = self.replace('/', '.');
            isAbstract = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) != 0;
            if (superName != null) {
                parents.add(superName.replace('/', '.'));
            }
            for (var parent : interfaces) {
                parents.add(parent.replace('/', '.'));
            }
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return tagReader(descriptor, tags);
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String descriptor, String sig, String[] thrown) {
            if ((access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_STATIC)) != 0 || method.startsWith("<")) {
                return null;
            }
            var found = new Method(name, method);
            methods.put(method + descriptor, found);
            return found;
        }
    }

    private static final class Method extends MethodVisitor {
        private final String declaredIn;
        private final String name;
        private final Set<String> tags = new LinkedHashSet<>();
        private boolean isTest;

        Method(String declaredIn, String name) {
            super(Opcodes.ASM9);
            this.declaredIn = declaredIn;
            this.name = name;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            isTest |= TEST.contains(descriptor);
            return tagReader(descriptor, tags);
        }
    }

    private final Map<String, Type> types = new TreeMap<>();

    private static AnnotationVisitor tagReader(String descriptor, Set<String> into) {
        if (!TAG.contains(descriptor) && !TAGS.contains(descriptor)) {
            return null;
        }
        return new AnnotationVisitor(Opcodes.ASM9) {
            @Override
            public void visit(String name, Object value) {
                into.add(String.valueOf(value));
            }

            @Override
            public AnnotationVisitor visitArray(String name) {
                return this;
            }

            @Override
            public AnnotationVisitor visitAnnotation(String name, String nested) {
                return this;
            }
        };
    }

    /**
     * Looks at all classes of a folder, if there is one.
     *
     * @param tests whether its classes are run; of others only what is inherited counts
     */
    void add(String module, Path folder, boolean tests) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                var type = new Type(module, tests);
                new ClassReader(Files.readAllBytes(file))
                        .accept(type, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                if (type.name != null) {
                    types.put(type.name, type);
                }
            }
        }
    }

    /** The tagged tests of all classes that can be run. */
    List<TaggedTest> tests() {
        var tests = new ArrayList<TaggedTest>();
        for (var type : types.values()) {
            if (!type.canRun || type.isAbstract || !RUN.matcher(type.name).matches()) {
                continue;
            }
            var all = new HashMap<String, Method>();
            collect(type.name, all);
            all.values().stream()
                    .filter(method -> method.isTest && !method.tags.isEmpty())
                    .map(method -> new TaggedTest(type.module, type.name, method.declaredIn, method.name, method.tags))
                    .sorted((a, b) -> a.method().compareTo(b.method()))
                    .forEach(tests::add);
        }
        return tests;
    }

    /** The nearest declaration of each method; an override without annotations is no test, as for JUnit. */
    private void collect(String name, Map<String, Method> into) {
        var type = types.get(name);
        if (type == null) {
            return;
        }
        type.methods.forEach(into::putIfAbsent);
        type.parents.forEach(parent -> collect(parent, into));
    }

    /** Tags where no test would be red. */
    List<String> problems() {
        var found = new ArrayList<String>();
        for (var type : types.values()) {
            if (!type.tags.isEmpty()) {
                found.add(type.name + " has the tags " + type.tags + ", expected them on its methods");
            }
            for (var method : type.methods.values()) {
                if (!method.isTest && !method.tags.isEmpty()) {
                    found.add(type.name + "#" + method.name + " has the tags " + method.tags + " but is no test");
                }
            }
        }
        return found;
    }
}
