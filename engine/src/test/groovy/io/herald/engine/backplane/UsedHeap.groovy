package io.herald.engine.backplane

import java.lang.management.ManagementFactory

/** What is kept takes of the heap, measured. */
class UsedHeap {

    /** Bytes in use, once what nobody holds is gone. */
    static long bytes() {
        2.times { System.gc() }
        ManagementFactory.memoryMXBean.heapMemoryUsage.used
    }

    /** Whether it is about the bound, neither far over it nor half unused. */
    static boolean isAbout(long bound, long taken) {
        taken in (long) (0.6 * bound)..(long) (1.25 * bound)
    }
}
