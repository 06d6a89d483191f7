package io.herald.server.http

import io.herald.engine.delivery.CompressedBytes
import io.herald.engine.delivery.Delivered
import io.herald.engine.delivery.Delivery
import io.herald.engine.delivery.Recovery
import io.herald.engine.delivery.RoomGate
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.NodeSockets

/** A delivery to nobody: for specs of what comes before it. */
class NoSockets implements Delivery {
    @Delegate
    private final NodeSockets none = NodeSockets.NONE

    @Override
    void start(RoomGate gate, Recovery recovery) {}

    @Override
    int port() { 0 }

    @Override
    void namespaces(Set<Namespace> namespaces) {}

    @Override
    Delivered deliver(Broadcast broadcast) { Delivered.NOBODY }

    @Override
    boolean has(Namespace namespace, String room) { false }

    @Override
    void cutAll(String reason) {}

    @Override
    int clients() { 0 }

    @Override
    long queuedBytes() { 1234 }

    @Override
    Map<String, Long> refusals() { ["rooms-per-client": 3L] }

    @Override
    CompressedBytes compressed() { new CompressedBytes(1000, 250) }

    @Override
    void close() {}
}
