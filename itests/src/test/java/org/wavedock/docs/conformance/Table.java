// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.util.List;
import java.util.stream.Collectors;

/** The document, {@code docs/conformance.md}. */
final class Table {
    private Table() {}

    static String text(List<Row> rows, List<Score> scores) {
        var text = new StringBuilder();
        text.append("# Conformance\n\n")
                .append("What portcls does, one line each, the tests that assert it, and a wrong behaviour that one of")
                .append(" them was seen to find.\n")
                .append(
                        "The build makes this table from its own test reports, on Java 17 and on the newest JDK, and fails")
                .append(" if it is not up to date;\n")
                .append(
                        "`mvn verify -Dconformance.write` rewrites it. A: documented behaviour. B: what drivers and other")
                .append(" ports rely on. C: decisions of this project.\n\n");
        summary(text, rows);
        text.append("| id | assertion | state | tests | red for |\n| --- | --- | --- | --- | --- |\n");
        for (var row : rows) {
            text.append("| ")
                    .append(row.id())
                    .append(" | ")
                    .append(cell(row.assertion()))
                    .append(" | ")
                    .append(row.state() == Row.State.PENDING ? "**NOT YET**" : row.state())
                    .append(" | ")
                    .append(row.tests().stream().map(Table::cell).collect(Collectors.joining(", ")))
                    .append(" | ")
                    .append(cell(row.evidence()))
                    .append(" |\n");
        }
        scores(text, scores);
        return text.toString();
    }

    private static void summary(StringBuilder text, List<Row> rows) {
        text.append(rows.size()).append(" ids:");
        var separator = " ";
        for (var state : Row.State.values()) {
            var ids = ids(rows, state);
            if (!ids.isEmpty()) {
                text.append(separator).append(ids.size()).append(' ').append(state);
                separator = ", ";
            }
        }
        text.append(".\n\n");
        var pending = ids(rows, Row.State.PENDING);
        if (!pending.isEmpty()) {
            text.append("**NOT YET**, these have no test or no mutant: ")
                    .append(String.join(", ", pending))
                    .append(".\n\n");
        }
    }

    /** The ids in a state. */
    static List<String> ids(List<Row> rows, Row.State state) {
        return rows.stream().filter(row -> row.state() == state).map(Row::id).toList();
    }

    private static void scores(StringBuilder text, List<Score> scores) {
        text.append("\n## Mutation testing\n\n")
                .append(
                        "`mvn -P mutation test-compile` breaks the code of these packages in every small way it knows and")
                .append(" looks for a test that turns red.\n")
                .append(
                        "Found: of all mutants. Strength: of those that a test ran through. Not part of every build; the")
                .append(
                        " figures are of the last run,\nwith `-Dwavedock.mutationMatrix=false`, of whole packages. What was not")
                .append(" found: [mutation.md](mutation.md).\n\n")
                .append("| package | mutants | found | strength |\n| --- | --- | --- | --- |\n");
        for (var score : scores) {
            text.append("| `")
                    .append(score.packageName())
                    .append("` | ")
                    .append(score.mutants())
                    .append(" | ")
                    .append(score.killed())
                    .append(" (")
                    .append(score.killedPercent())
                    .append(" %) | ")
                    .append(score.strengthPercent())
                    .append(" % |\n");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
