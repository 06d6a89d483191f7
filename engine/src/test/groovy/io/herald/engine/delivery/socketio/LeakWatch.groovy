package io.herald.engine.delivery.socketio

import io.netty.buffer.ByteBufAllocator
import io.netty.util.ResourceLeakDetector
import io.netty.util.ResourceLeakDetectorFactory
import java.util.concurrent.CopyOnWriteArrayList
import org.spockframework.runtime.extension.IGlobalExtension
import org.spockframework.runtime.model.SpecInfo

/** Fails a spec in which Netty lost a buffer. The build sets Netty's detection to paranoid: every buffer is watched. */
class LeakWatch implements IGlobalExtension {
    private static final List<String> LOST = new CopyOnWriteArrayList<>()

    private static final class Detector<T> extends ResourceLeakDetector<T> {
        Detector(Class<T> resource, int interval) { super(resource, interval) }

        @Override
        protected void reportTracedLeak(String resource, String records) {
            LOST << "$resource $records".toString()
            super.reportTracedLeak(resource, records)
        }

        @Override
        protected void reportUntracedLeak(String resource) {
            LOST << resource
            super.reportUntracedLeak(resource)
        }
    }

    @Override
    void start() {
        ResourceLeakDetectorFactory.resourceLeakDetectorFactory = new ResourceLeakDetectorFactory() {
            @Override
            <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval, long maxActive) {
                new Detector<T>(resource, interval)
            }
        }
    }

    @Override
    void visitSpec(SpecInfo spec) {
        spec.addInterceptor { invocation ->
            invocation.proceed()
            assert lost() == []
        }
    }

    /** What was lost until now and not told yet: a lost buffer shows when it was collected and another is made. */
    static List<String> lost() {
        System.gc()
        ByteBufAllocator.DEFAULT.buffer().release()
        List<String> lost = List.copyOf(LOST)
        LOST.removeAll(lost)
        lost
    }
}
