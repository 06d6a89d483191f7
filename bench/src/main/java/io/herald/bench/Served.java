package io.herald.bench;

import java.io.IOException;
import java.util.List;

/** What is under test, as the bench meets it: one process, or several that work together. */
interface Served {
    int triggerPort() throws IOException;

    int socketPort() throws IOException;

    /** Of its processes. */
    List<Long> pids();

    /** Time of all its threads on a core so far, in user code and in the kernel. */
    double cpuMicros() throws IOException;
}
