package io.herald.engine.delivery.socketio

class WireHolesSpec extends WireHolesContract {

    @Override
    ServedWire.Server create() { new HeraldWire() }
}
