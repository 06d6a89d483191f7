package io.herald.engine.backplane

class MemoryBackplaneSpec extends BackplaneContract {

    @Override
    Backplane create() {
        new MemoryBackplane()
    }
}
