// SPDX-License-Identifier: Apache-2.0
// Finds the JDKs to build and test on, without a toolchains.xml: asks maven-toolchains-plugin, which looks in the usual places.
// Runs once a build; every later module finds the properties already set:
//   wavedock.java17.home, wavedock.java17.skip         the JDK 17; skip when there is none, or on -DnewestOnly
//   wavedock.java17.skipUnit                           skip, also when the newest JDK is 17 (default-test has run on it)
//   wavedock.newest.home, wavedock.newest.skip         the newest JDK >= 18; skip when there is none
//   wavedock.newest.version, wavedock.newest.argLine   its feature number, and the flags that silence warnings on it
//   wavedock.alsa.jdks, wavedock.alsa.skip             the JDKs that can compile alsa-backend-bundle; skip when there is none
//   wavedock.conformance.skip, wavedock.conformance.since
//                                                      whether docs/conformance.md cannot be checked, for not all tests run;
//                                                      when this build began, in milliseconds
//   wavedock.doclint                                   javac's check of Javadoc; before 21 it wrongly wants @param on the
//                                                      compact constructor of a record, so there it lets gaps pass
import org.apache.maven.toolchain.model.ToolchainModel
import org.apache.maven.plugins.toolchain.jdk.ToolchainDiscoverer

Properties properties = session.systemProperties
if (properties.getProperty('wavedock.java17.skip') != null) {
    return
}

def discoverer = new ToolchainDiscoverer()
def feature = { ToolchainModel jdk -> (jdk.provides.getProperty('version') =~ /^\d+/)[0] as int }
def home = { ToolchainModel jdk -> discoverer.getJdkHome(jdk).toString() }
List<ToolchainModel> jdks = discoverer.discoverToolchains('version').toolchains.findAll { jdk ->
    ['java', 'java.exe'].any { new File(home(jdk), "bin/$it").isFile() }
}
def quick = session.userProperties.getProperty('quick') != null
def newestOnly = session.userProperties.getProperty('newestOnly')
def java17 = newestOnly in [null, 'false'] ? jdks.find { feature(it) == 17 } : null
def newest = jdks.find { feature(it) >= 18 }
def newestFeature = newest == null ? 17 : feature(newest)

properties['wavedock.java17.home'] = java17 == null ? '' : home(java17)
properties['wavedock.java17.skip'] = (java17 == null).toString()
properties['wavedock.java17.skipUnit'] = (java17 == null || newest == null).toString()
properties['wavedock.newest.home'] = newest == null ? '' : home(newest)
properties['wavedock.newest.skip'] = (newest == null).toString()
properties['wavedock.newest.version'] = newestFeature.toString()
properties['wavedock.newest.argLine'] = [
        newestFeature >= 22 ? '--enable-native-access=ALL-UNNAMED' : '',
        newestFeature >= 23 ? '--sun-misc-unsafe-memory-access=allow' : ''].join(' ').trim()
// A range that some JDK satisfies: maven-toolchains-plugin cannot be told to skip.
properties['wavedock.alsa.jdks'] = newestFeature >= 22 ? '[22,)' : '[17,)'
properties['wavedock.alsa.skip'] = (newestFeature < 22).toString()
properties['wavedock.doclint'] = newestFeature >= 21 ? '-Xdoclint:all/public' : '-Xdoclint:all/public,-missing'

def integrationTest = session.userProperties.getProperty('it.test')
def allTests = session.projects.size() == session.allProjects.size() && session.userProperties.getProperty('test') == null
properties['wavedock.conformance.skip'] = (newestFeature < 22
        || !(integrationTest == null ? allTests : integrationTest.contains('ConformanceIT'))).toString()
properties['wavedock.conformance.since'] = session.startTime.time.toString()

def skipped = { String what ->
    log.warn("*************************************************************")
    log.warn("SKIPPED: $what")
    log.warn("*************************************************************")
}
if (newestFeature < 22) {
    skipped("the ALSA backend is not built, it needs a JDK 22 or newer; the newest found is $newestFeature")
}
def report = { boolean found, String what ->
    if (found) {
        log.info("Tests on $what")
    } else {
        skipped("the tests on $what do not run")
    }
}
if (quick) {
    return
}
report(java17 != null, java17 != null ? "Java 17: ${java17.provides.getProperty('version')}"
        : newestOnly in [null, 'false'] ? 'Java 17 (no JDK 17 found)' : 'Java 17 (-DnewestOnly)')
report(newest != null, newest != null ? "the newest Java: ${newest.provides.getProperty('version')}"
        : 'a Java newer than 17 (none found)')
