package io.herald.engine.backplane.redis

import spock.lang.Specification

/** A spec whose features open one thing upon another: all is closed behind each, the last first. */
abstract class OpeningSpec extends Specification {

    private final List<AutoCloseable> opened = []

    def cleanup() {
        opened.reverse().each { it.close() }
    }

    protected <T extends AutoCloseable> T open(T resource) {
        opened << resource
        resource
    }
}
