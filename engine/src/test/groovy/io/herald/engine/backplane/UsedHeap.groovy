package io.herald.engine.backplane

import java.lang.management.ManagementFactory

/** What is kept takes of the heap, measured. */
class UsedHeap {

    /** Whether what is filled takes about the bound, neither far over it nor half unused: once of some times, for others give back heap meanwhile. */
    static boolean isAbout(long bound, Closure<?> fill) {
        (1..5).any {
            long before = bytes()
            def filled = fill()
            long taken = bytes() - before
            filled.close() // it is held till here
            taken >= 0.6 * bound && taken <= 1.25 * bound
        }
    }

    /** In use, once what nobody holds is gone. */
    private static long bytes() {
        2.times { System.gc() }
        ManagementFactory.memoryMXBean.heapMemoryUsage.used
    }
}
