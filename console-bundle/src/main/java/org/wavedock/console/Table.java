// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.ArrayList;
import java.util.List;

/** Text in columns: numbers to the right, everything else to the left. */
final class Table {
    private static final String GAP = "  ";

    private Table() {}

    static String of(List<String> heads, List<? extends List<?>> rows) {
        var widths = new int[heads.size()];
        var lines = new ArrayList<List<?>>();
        lines.add(heads);
        lines.addAll(rows);
        for (var line : lines) {
            for (var column = 0; column < widths.length; column++) {
                widths[column] =
                        Math.max(widths[column], line.get(column).toString().length());
            }
        }
        var text = new StringBuilder();
        for (var line : lines) {
            var row = new StringBuilder();
            for (var column = 0; column < widths.length; column++) {
                var rightward = !rows.isEmpty() && rows.get(0).get(column) instanceof Number;
                row.append(column == 0 ? "" : GAP).append(pad(line.get(column).toString(), widths[column], rightward));
            }
            text.append(text.isEmpty() ? "" : "\n").append(row.toString().stripTrailing());
        }
        return text.toString();
    }

    private static String pad(String cell, int width, boolean rightward) {
        var space = " ".repeat(width - cell.length());
        return rightward ? space + cell : cell + space;
    }
}
