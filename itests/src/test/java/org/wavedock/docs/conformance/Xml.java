// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads reports. */
final class Xml {
    private Xml() {}

    /**
     * The elements of that name.
     *
     * @throws IOException if the file cannot be read or is no XML; the message names it
     */
    static List<Element> elements(Path file, String name) throws IOException {
        try {
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            var found = builder.parse(file.toFile()).getElementsByTagName(name);
            var elements = new ArrayList<Element>();
            for (var index = 0; index < found.getLength(); index++) {
                elements.add((Element) found.item(index));
            }
            return elements;
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("no report: " + file, e);
        }
    }
}
