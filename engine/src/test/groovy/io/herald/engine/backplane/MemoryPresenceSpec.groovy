package io.herald.engine.backplane

class MemoryPresenceSpec extends PresenceContract {
    MemoryPresence presence = new MemoryPresence()

    @Override
    Presence presence() { presence }
}
