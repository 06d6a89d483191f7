package io.herald.engine.delivery.socketio

class WireFaultsSpec extends WireFaultsContract {

    @Override
    ServedWire.Server create() { new HeraldWire() }
}
