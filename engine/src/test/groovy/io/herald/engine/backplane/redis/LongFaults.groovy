package io.herald.engine.backplane.redis

import spock.lang.Specification
import spock.lang.Unroll

/** Every fault at full length, again and again: {@code bench/faults}. */
class LongFaults extends Specification {

    static final int TIMES = Integer.getInteger("faults.times", 1)
    static final String ONLY = System.getProperty("faults.only", "")

    @Unroll("#fault, #time")
    def "nothing is lost, doubled or out of order when"(Fault fault, int time) {
        when:
        long seed = FaultSpec.SEED + time - 1 // so that the seed of a line repeats it
        (fault == Fault.STALLED_READER ? FaultTrial.heavy(seed) : FaultTrial.whole(seed)).run(fault)

        then:
        noExceptionThrown()

        where:
        [fault, time] << [Fault.values().findAll { it.name().contains(ONLY) }, 1..TIMES].combinations()
    }
}
